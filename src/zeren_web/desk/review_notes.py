"""What the association said and did about a response, as its task page shows it."""

from __future__ import annotations

from zeren.files.workbook.said import title_of
from zeren_web.desk.progress import Part
from zeren_web.desk.rows import address_of
from zeren_web.records.read.entered_by_staff import entered_by_staff
from zeren_web.records.read.private import Desk
from zeren_web.records.read.reviewing import shown_remarks, steps_of


def review_notes(desk: Desk, parts: tuple[Part, ...]) -> dict[str, object]:
    """The last decision, the remarks with where to go, what staff entered; at most three queries."""
    response, entered = desk.response, entered_by_staff(desk)
    untouched = response.state == "open" and response.submitted is None
    steps = () if untouched else steps_of(response)
    remarks = () if untouched else shown_remarks(response)
    part_of = {asked.code: part for part in parts for asked in part.asked}
    last_day = desk.cycle.last_day
    return {
        "entered_by_staff": len(entered),
        "staff_day": max((desk.answers[code].at for code in entered), default=None),
        "step": steps[0] if steps else None,
        "returned_until": max(response.mend_until or last_day, last_day),
        "remarks": [
            (
                one,
                title_of(desk.questionnaire, one.code),
                address_of(desk, part_of[one.code], one.code) if one.code in part_of else "",
            )
            for one in remarks
        ],
        "unsettled": sum(one.settled is None for one in remarks),
    }
