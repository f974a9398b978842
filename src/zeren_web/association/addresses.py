"""The addresses of the association's desk."""

from __future__ import annotations

from django.urls import path

from zeren_web.association.views import (
    audit,
    body,
    brief,
    checking,
    cohorts,
    consultants,
    cycles,
    imports,
    invitations,
    keys,
    members,
    posts,
    releasing,
    reminders,
    returned,
    review,
    today,
)

_MEMBERS = [
    path("desk/members/", members.member_list, name="members"),
    path("desk/members/new/", members.member_new, name="member_new"),
    path("desk/members/export/", members.member_export, name="member_export"),
    path("desk/members/choose/", members.member_choice, name="member_choice"),
    path("desk/members/import/", imports.import_start, name="import_start"),
    path("desk/members/import/template/", imports.import_template, name="import_template"),
    path("desk/members/import/<int:number>/", imports.import_preview, name="import_preview"),
    path("desk/members/import/<int:number>/done/", imports.import_done, name="import_done"),
    path("desk/members/import/<int:number>/undo/", imports.import_undo, name="import_undo"),
    path("desk/members/<slug:company>/", members.member_page, name="member"),
    path("desk/members/<slug:company>/edit/", members.member_edit, name="member_edit"),
    path("desk/members/<slug:company>/left/", members.member_left, name="member_left"),
    path("desk/cohorts/", cohorts.cohort_list, name="cohorts"),
    path("desk/cohorts/<int:number>/", cohorts.cohort_edit, name="cohort"),
    path("desk/invitations/", invitations.invitation_list, name="invitations"),
    path("desk/invitations/new/", invitations.invitations_new, name="invitations_new"),
    path(
        "desk/invitations/<int:number>/revoke/",
        invitations.invitation_revoke,
        name="invitation_revoke",
    ),
    path("desk/reminders/", reminders.reminder_list, name="reminders"),
    path("desk/reminders/sent/", reminders.sent, name="reminders_sent"),
    path("desk/consultants/", consultants.consultant_list, name="consultants"),
    path("desk/consultants/new/", consultants.consultant_new, name="consultant_new"),
]
_MANAGED = [
    path("desk/body/", body.body_page, name="body"),
    path("logo/<str:name>", body.logo, name="logo"),
    path("desk/audit/", audit.audit, name="audit"),
    path("desk/audit/export/", audit.audit_export, name="audit_export"),
]
_CYCLES = [
    path("desk/cycles/", cycles.cycles, name="cycles"),
    path("desk/cycles/new/", cycles.new_cycle, name="new_cycle"),
    path("desk/cycles/<int:year>/", cycles.cycle, name="cycle"),
    path("desk/cycles/<int:year>/launch/", cycles.launch_cycle, name="launch_cycle"),
    path("desk/cycles/<int:year>/close/", cycles.end_cycle, name="end_cycle"),
    path("desk/cycles/<int:year>/brief.docx", brief.brief, name="brief"),
    path("desk/cycles/<int:year>/workbooks/", returned.workbooks, name="workbooks"),
    path("desk/cycles/<int:year>/workbooks/<int:number>/", returned.batch, name="batch"),
]
_CONFIRMING = [
    path("desk/keys/", keys.keys, name="keys"),
    path("desk/keys/make/", keys.make, name="keys_make"),
    path("desk/keys/sign/", keys.sign, name="keys_sign"),
    path("desk/companies/<slug:company>/check/", checking.check, name="check"),
    path(
        "desk/companies/<slug:company>/check/<slug:kind>/", checking.write_down, name="write_down"
    ),
    path(
        "desk/companies/<slug:company>/take-back/<slug:what>/",
        checking.take_back,
        name="take_back",
    ),
]
_RELEASING = [
    path("desk/release/", releasing.years, name="releases"),
    path("desk/release/<int:year>/", releasing.year, name="releasing"),
    path("desk/release/<int:year>/<slug:name>/", releasing.step, name="release_step"),
]
_RESPONSE = "desk/review/<slug:company>/<int:year>/"
_REVIEW = [
    path("desk/review/", review.queue, name="queue"),
    path(_RESPONSE, review.review, name="review"),
    path(f"{_RESPONSE}remark/<code:code>/", review.remark, name="remark"),
    path(f"{_RESPONSE}remarks/<int:number>/drop/", review.unremark, name="unremark"),
    path(f"{_RESPONSE}return/", review.give_back, name="return_response"),
    path(f"{_RESPONSE}accept/", review.accept, name="accept_response"),
    path(f"{_RESPONSE}reopen/", review.reopen, name="reopen_response"),
    path(f"{_RESPONSE}evidence/<int:number>/", review.evidence, name="review_evidence"),
]
ADDRESSES = [
    path("desk/", today.today, name="today"),
    path("desk/posts/", posts.posts, name="posts"),
    path("desk/posts/<int:number>/", posts.change, name="post_change"),
    path("desk/posts/invited/<int:number>/", posts.take_back, name="post_take_back"),
    *_CYCLES,
    *_MEMBERS,
    *_MANAGED,
    *_CONFIRMING,
    *_RELEASING,
    *_REVIEW,
]
