"""The settings as they are, on a database and a folder that only the tests know."""

import os
import tempfile
from pathlib import Path

_HOME = Path(tempfile.gettempdir()) / f"zeren-tests-{os.getuid()}"
os.environ["ZEREN_HOME"] = str(_HOME)
os.environ.setdefault("ZEREN_SECRET_KEY", "only-for-tests-" + "x" * 50)
os.environ.pop("ZEREN_DEMO", None)
os.environ.pop("ZEREN_DATABASE_URL", None)
if _server := os.environ.get("ZEREN_TEST_DATABASE_URL"):
    os.environ["ZEREN_DATABASE_URL"] = _server

from zeren_web.config.settings import *  # noqa: E402, F403 - the variables come first

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MIDDLEWARE = [
    one
    for one in MIDDLEWARE  # noqa: F405 - from the settings
    if not one.startswith("whitenoise")  # it looks for files that only a server has
]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend", "QUEUES": []}}
