"""What a company decided about its plan, this year and before."""

from __future__ import annotations

from zeren_web.records.models import PlanRow, Response


def plan_rows(response: Response) -> dict[str, PlanRow]:
    """By code; one query."""
    found = PlanRow.objects.with_scope(company=response.company_id)
    return {row.code: row for row in found.filter(response=response).select_related("by")}


def earlier_rows(response: Response) -> tuple[PlanRow, ...]:
    """Those of the newest year before this one in which there are any; one query."""
    found = (
        PlanRow.objects.with_scope(company=response.company_id)
        .filter(
            response__company=response.company_id, response__cycle__year__lt=response.cycle.year
        )
        .select_related("response__cycle", "by")
        .order_by("-response__cycle__year", "code")
    )
    rows = tuple(found)
    return tuple(row for row in rows if row.response_id == rows[0].response_id)
