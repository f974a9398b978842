"""The addresses of people who sign in, and of a company's desk."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from django.urls import path, register_converter

from zeren_web.desk.outward_addresses import outward
from zeren_web.desk.views import answering, demo, home, joining, results, reviewing, team


class Code:
    """The code of a question, a field or a part: nothing else reaches a view."""

    regex = r"[A-Za-z][A-Za-z0-9.-]{0,39}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Code, "code")
_SIGNING_IN = [
    path("account/sign-in/", account.request_login_code, name="account_login"),
    path("account/sign-in/", account.request_login_code, name="account_request_login_code"),
    path("account/code/", account.confirm_login_code, name="account_confirm_login_code"),
    path("account/sign-out/", account.logout, name="account_logout"),
    path("account/second-code/", second_factor.authenticate, name="mfa_authenticate"),
    path("account/second-factor/", second_factor.index, name="mfa_index"),
    path("account/second-factor/", second_factor.index, name="mfa_deactivate_totp"),
    path("account/second-factor/begin/", totp.activate_totp, name="mfa_activate_totp"),
    path(
        "account/second-factor/codes/",
        recovery.view_recovery_codes,
        name="mfa_view_recovery_codes",
    ),
]
_ANSWERING = [
    path("me/<slug:company>/<int:year>/", answering.tasks, name="tasks"),
    path("me/<slug:company>/<int:year>/part/<code:code>/", answering.part, name="part"),
    path("me/<slug:company>/<int:year>/q/<code:code>/", answering.question, name="question"),
    path("me/<slug:company>/<int:year>/save/<code:code>/", answering.save, name="save"),
    path("me/<slug:company>/<int:year>/check/", reviewing.check_answers, name="check_answers"),
    path("me/<slug:company>/<int:year>/submit/", reviewing.submit, name="submit"),
]
_RESULTS = [
    path("me/<slug:company>/<int:year>/result/", results.result, name="result"),
    path("me/<slug:company>/<int:year>/diagnosis/", results.diagnosis, name="diagnosis"),
    path(
        "me/<slug:company>/<int:year>/diagnosis.<str:kind>",
        results.diagnosis_file,
        name="diagnosis_file",
    ),
]
_JOINING = [
    path("join/<slug:token>/", joining.join, name="join"),
    path("me/<slug:company>/team/", team.team, name="team"),
    path("me/<slug:company>/team/<int:number>/", team.change, name="team_change"),
    path("me/<slug:company>/team/invited/<int:number>/", team.take_back, name="team_take_back"),
]
ADDRESSES = [
    path("demo/<slug:role>/", demo.enter, name="demo_enter"),
    path("home/", home.home, name="home"),
    *_SIGNING_IN,
    *_JOINING,
    *_ANSWERING,
    *_RESULTS,
    *outward(),
]
