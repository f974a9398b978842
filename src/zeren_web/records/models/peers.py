"""What a company may see of the others in its cycle: means, and never one of them."""

from __future__ import annotations

from django.db import models

from zeren_web.records.models.cycles import Cycle


class PeerFigures(models.Model):
    """By area, how many responses stand behind the mean and the sum of their scores. Responses come in
    a whole group at a time, so that two means told at different times never differ by one company;
    an area in which too few of a group have a score lets them wait for the next.
    """

    cycle = models.OneToOneField(Cycle, on_delete=models.CASCADE, related_name="peers")
    areas = models.JSONField(default=dict)  # {"E": [sum in hundredths of a point, companies]}
    waiting = models.JSONField(default=dict)  # {"E": [score in hundredths, …]}
    taken = models.JSONField(default=list)  # numbers of the responses that were looked at
    at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"peers {self.cycle_id}"
