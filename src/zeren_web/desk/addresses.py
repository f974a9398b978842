"""The addresses of people who sign in, and of a company's desk."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from django.urls import path
from django.views.decorators.cache import never_cache

from zeren_web.desk.outward_addresses import OUTWARD
from zeren_web.desk.views import (
    answering,
    carrying,
    consultants,
    demo,
    downloads,
    errands,
    evidence,
    export,
    history,
    home,
    joining,
    remarks,
    results,
    reviewing,
    team,
    tokens,
    workbooks,
)

_SIGNING_IN = [
    path("account/sign-in/", account.request_login_code, name="account_login"),
    path("account/sign-in/", account.request_login_code, name="account_request_login_code"),
    path("account/code/", account.confirm_login_code, name="account_confirm_login_code"),
    path("account/sign-out/", account.logout, name="account_logout"),
    path("account/second-code/", second_factor.authenticate, name="mfa_authenticate"),
    path("account/second-factor/", never_cache(second_factor.index), name="mfa_index"),
    path("account/second-factor/", never_cache(second_factor.index), name="mfa_deactivate_totp"),
    path("account/second-factor/begin/", totp.activate_totp, name="mfa_activate_totp"),
    path(
        "account/second-factor/codes/",
        recovery.view_recovery_codes,
        name="mfa_view_recovery_codes",
    ),
]
_TOKENS = [
    path("me/tokens/", tokens.tokens, name="tokens"),
    path("me/tokens/<int:number>/", tokens.revoke, name="token_revoke"),
]
_ANSWERING = [
    path("me/<slug:company>/<int:year>/", answering.tasks, name="tasks"),
    path("me/<slug:company>/<int:year>/part/<code:code>/", answering.part, name="part"),
    path("me/<slug:company>/<int:year>/q/<code:code>/", answering.question, name="question"),
    path("me/<slug:company>/<int:year>/check/", reviewing.check_answers, name="check_answers"),
    path("me/<slug:company>/<int:year>/submit/", reviewing.submit, name="submit"),
    path("me/<slug:company>/<int:year>/entered/", remarks.entered, name="entered"),
    path(
        "me/<slug:company>/<int:year>/remarks/<int:number>/settle/",
        remarks.settle,
        name="settle_remark",
    ),
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
    path("me/<slug:company>/consultants/", consultants.consultants, name="company_consultants"),
    path(
        "me/<slug:company>/consultants/<int:number>/",
        consultants.decide,
        name="consultant_decide",
    ),
    path("me/<slug:company>/team/", team.team, name="team"),
    path("me/<slug:company>/team/<int:number>/", team.change, name="team_change"),
    path("me/<slug:company>/team/invited/<int:number>/", team.take_back, name="team_take_back"),
]
_WORKBOOK = [
    path("me/<slug:company>/<int:year>/workbook/", workbooks.workbook, name="workbook"),
    path(
        "me/<slug:company>/<int:year>/workbook/answers.<slug:book>.xlsx",
        workbooks.workbook_file,
        name="workbook_file",
    ),
    path(
        "me/<slug:company>/<int:year>/workbook/<int:upload>/",
        workbooks.look_through,
        name="workbook_upload",
    ),
    path(
        "me/<slug:company>/<int:year>/workbook/<int:upload>/refused.xlsx",
        workbooks.refused_file,
        name="workbook_refused",
    ),
]
_ERRANDS = [
    path("me/<slug:company>/<int:year>/errands/", errands.errands, name="errands"),
    path(
        "me/<slug:company>/<int:year>/errands/<int:number>/",
        errands.errand_back,
        name="errand_back",
    ),
    path("a/thanks/", errands.thanks, name="errand_thanks"),
    path("a/<slug:token>/", errands.errand, name="errand"),
]
_EVIDENCE = [
    path("me/<slug:company>/evidence/", evidence.library, name="evidence"),
    path("me/<slug:company>/evidence/<int:number>/", evidence.piece, name="evidence_piece"),
    path("me/<slug:company>/evidence/<int:number>/file", evidence.piece_file, name="evidence_file"),
    path(
        "me/<slug:company>/<int:year>/evidence/<code:code>/",
        evidence.evidence_for,
        name="evidence_for",
    ),
]
_CARRYING = [
    path("me/<slug:company>/<int:year>/carry/", carrying.carry, name="carry"),
    path(
        "me/<slug:company>/<int:year>/part/<code:code>/still/", carrying.still_so, name="still_so"
    ),
]
_KEPT = [
    path("me/<slug:company>/<int:year>/history/<code:code>/", history.history, name="history"),
    path("me/<slug:company>/export/", export.export, name="export"),
    path("me/<slug:company>/export/everything.zip", export.export_file, name="export_file"),
]
_DOWNLOADS = [
    path("me/<slug:company>/take/", downloads.take, name="take"),
    path("d/<str:signed>/", downloads.open_link, name="open_link"),
]
ADDRESSES = [
    path(
        "me/<slug:company>/<int:year>/save/<code:code>/", answering.save, name="save"
    ),  # most asked for
    path("demo/<slug:role>/", demo.enter, name="demo_enter"),
    path("home/", home.home, name="home"),
    *_SIGNING_IN,
    *_TOKENS,
    *_JOINING,
    *_ANSWERING,
    *_RESULTS,
    *_WORKBOOK,
    *_ERRANDS,
    *_EVIDENCE,
    *_CARRYING,
    *_KEPT,
    *_DOWNLOADS,
    *OUTWARD,
]
