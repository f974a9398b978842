"""Sessions in the database, as Django keeps them; read by one statement that is always the same."""

from __future__ import annotations

from django.contrib.sessions.backends.db import SessionStore as InTheDatabase
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

_STATEMENT = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s"


class SessionStore(InTheDatabase):
    """Every request of somebody signed in begins here: a fraction of what a query set costs."""

    def _get_session_from_db(self) -> Session | None:
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        with connection.cursor() as cursor:
            cursor.execute(_STATEMENT, (self.session_key, now))
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return None
        return Session(session_key=str(self.session_key), session_data=row[0])
