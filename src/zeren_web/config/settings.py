"""Every setting of the web, in one place; what an operator may change is a `ZEREN_*` variable.

ZEREN_HOME          the folder of everything that is kept: database, files, keys (./zeren-data)
ZEREN_DATABASE_URL  postgresql://user:password@host:port/name instead of the SQLite file in it
ZEREN_URL           the address people type, https://csr.example.org; decides cookies and HSTS
ZEREN_SECRET_KEY    instead of the one that is made once and kept in ZEREN_HOME/secret-key
ZEREN_KEYS_SECRET   unlocks the keys kept for companies, instead of ZEREN_HOME/keys/secret
ZEREN_EMAIL_URL     smtp://user:password@host:587 or smtps://…:465; without it mail is printed
ZEREN_EMAIL_FROM    the sender's address
ZEREN_MESSAGES      "module:Class" that sends a code to a phone; without it codes are printed
ZEREN_PASSPHRASE    opens the association's keys without anybody typing it (manual, chapter 15)
ZEREN_PROXY         1 where a proxy of yours in front sets X-Forwarded-Proto and -For
ZEREN_LIBRARY       the folder of your own standards and supplements, to be offered in a cycle
ZEREN_DEMO          1 opens the four cards of the demonstration year; never with real data
"""

from __future__ import annotations

import os
from pathlib import Path

from zeren_web.config.variables import database, email, library, secret_key, split, time_zone

HOME = Path(os.environ.get("ZEREN_HOME", "zeren-data")).resolve()
URL = os.environ.get("ZEREN_URL", "http://127.0.0.1:8000")
DEMO = os.environ.get("ZEREN_DEMO") == "1"
LIBRARY = library(os.environ)
MESSAGES = os.environ.get("ZEREN_MESSAGES", "")
KEYS_SECRET = os.environ.get("ZEREN_KEYS_SECRET", "")
_ADDRESS = split("ZEREN_URL", URL)
_ENCRYPTED = _ADDRESS.scheme == "https"

BASE = Path(__file__).resolve().parent.parent
DEBUG = False
SECRET_KEY = secret_key(os.environ, HOME)
ALLOWED_HOSTS = [_ADDRESS.hostname or "127.0.0.1"]
if not _ENCRYPTED:
    ALLOWED_HOSTS += ["127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS = [f"{_ADDRESS.scheme}://{_ADDRESS.netloc}"]

INSTALLED_APPS = [  # ours first: our pages stand before those that libraries bring
    "zeren_web.records",
    "zeren_web.pages",
    "zeren_web.desk",
    "zeren_web.association",
    "zeren_web.public",
    "zeren_web.api",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_tasks",
    "django_tasks_db",
]
MIDDLEWARE = [
    "zeren_web.config.health.Health",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "zeren_web.pages.language.Language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "zeren_web.pages.only_forms.OnlyForms",
]
ROOT_URLCONF = "zeren_web.config.urls"
WSGI_APPLICATION = "zeren_web.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "zeren_web.pages.context.page",
            ],
            "builtins": ["zeren_web.pages.words"],
        },
    }
]

DATABASES = {"default": database(os.environ, HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}
}
MEDIA_ROOT = HOME / "files"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = time_zone(os.environ)

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 3600

AUTH_USER_MODEL = "records.Person"
AUTHENTICATION_BACKENDS = ["zeren_web.desk.accounts.People"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/home/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "zeren_web.desk.accounts.Accounts"
ACCOUNT_FORMS = {
    "request_login_code": "zeren_web.desk.forms.accounts.AskForCode",
    "confirm_login_code": "zeren_web.desk.forms.accounts.EnterCode",
}
ACCOUNT_LOGIN_METHODS = {"email", "phone"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_PHONE_VERIFICATION_CODE_FORMAT = ACCOUNT_LOGIN_BY_CODE_FORMAT = {
    "numeric": True,
    "dashed": False,
    "length": 6,
}
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_EMAIL_VERIFICATION = "none"  # the code itself proves the address
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = {
    "request_login_code": "20/m/ip,3/m/key",
    "login": "30/m/ip",
    "sign": "10/m/ip",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_REAUTHENTICATION_REQUIRED = False  # there is no password to ask for again
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = _ADDRESS.hostname or "Zeren"

SESSION_ENGINE = "zeren_web.config.sessions"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _ENCRYPTED
CSRF_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = _ENCRYPTED
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if _ENCRYPTED else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = _ENCRYPTED
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if os.environ.get("ZEREN_PROXY") == "1":
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "manifest-src": ["'self'"],
    }
}
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3000
DATA_UPLOAD_MAX_NUMBER_FILES = 220  # a folder of returned workbooks; the page says 200

globals().update(email(os.environ))

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
SILENCED_SYSTEM_CHECKS = ["account.W001"]  # it worries about signing up, which nobody does
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"screen": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["screen"], "level": "WARNING"},
}
