"""Saves answers one after another in a home, and says so after each: `python -m tests.web.backup.writer`."""

import sys
from itertools import count

import django

django.setup()

from zeren.files.entered import Entered  # noqa: E402 - after Django is ready
from zeren_web.demonstration.year import SHOWN  # noqa: E402
from zeren_web.records.models import Answer, Person, Response  # noqa: E402
from zeren_web.records.write.answers import Saved, save_answer  # noqa: E402

by = Person.objects.get(email="owner@demo.invalid")
response = Response.objects.with_scopes_disabled().filter(company__code=SHOWN).latest("id")
here = Answer.objects.with_scope(company=response.company_id)
base = here.get(response=response, code="E1.1").version
for _ in count():
    saved = save_answer(response, "E1.1", Entered(str(base % 5), words=str(base)), base=base, by=by)
    assert isinstance(saved, Saved)
    base = saved.version
    sys.stdout.write(f"{base}\n")
    sys.stdout.flush()
