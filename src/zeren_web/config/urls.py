"""Every address. The table of who gets what at each stands in tests/web/test_who_gets_what.py."""

from __future__ import annotations

from zeren_web.api.addresses import ADDRESSES as OF_PROGRAMS
from zeren_web.association.addresses import ADDRESSES as OF_THE_ASSOCIATION
from zeren_web.desk.addresses import ADDRESSES as OF_THE_DESK
from zeren_web.public.addresses import ADDRESSES as OF_EVERYBODY

urlpatterns = [*OF_THE_DESK, *OF_EVERYBODY, *OF_THE_ASSOCIATION, *OF_PROGRAMS]
handler500 = "zeren_web.pages.outages.at_fault"
