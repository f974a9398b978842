"""The rows of every table as lines of JSON, and back: the same from SQLite and from PostgreSQL."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import IO, Any, Final
from uuid import UUID

from django.apps.registry import Apps
from django.core.exceptions import ValidationError
from django.core.management.color import no_style
from django.db import DatabaseError, connection, models
from django.utils.duration import duration_string

from zeren_web.backup.refusals import refuse

_AT_ONCE: Final = 2000
_LONGEST_LINE: Final = 64 << 20
_AS_THEY_ARE: Final = (
    models.CharField,
    models.TextField,
    models.IntegerField,
    models.BooleanField,
    models.FloatField,
    models.FileField,
)
Model = type[models.Model]


def tables_of(apps: Apps) -> dict[str, Model]:
    """Every table that a model stands for, by the model's name."""
    found = apps.get_models(include_auto_created=True)
    return {
        one._meta.label_lower: one  # noqa: SLF001 - Django's documented way to a model's fields
        for one in found
        if one._meta.managed and not one._meta.proxy  # noqa: SLF001 - as above
    }


def columns_of(model: Model) -> list[models.Field[Any, Any]]:
    return list(model._meta.concrete_fields)  # noqa: SLF001 - as above


def lines_of(model: Model) -> Iterator[bytes]:
    """A row a line, in the order of their keys."""
    names = [field.attname for field in columns_of(model)]
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_plain).encode
    rows = model._base_manager.order_by("pk").values_list(*names)  # noqa: SLF001 - as above
    for row in rows.iterator(chunk_size=_AT_ONCE):
        yield encode(row).encode() + b"\n"


def _plain(value: object) -> str:
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, (UUID, Decimal)):
        return str(value)
    if isinstance(value, timedelta):
        return duration_string(value)
    if isinstance(value, (bytes, memoryview)):
        return base64.b64encode(value).decode()
    raise TypeError(type(value).__name__)


def load(model: Model, source: IO[bytes], *, columns: list[str]) -> int:
    """Put the rows in; how many. Raises Refused for whatever does not fit the table."""
    name = str(model._meta.label_lower)  # noqa: SLF001 - as above
    known = {field.attname: field for field in columns_of(model)}
    if sorted(columns) != sorted(known):
        raise refuse("rows", name=name)
    fields = [known[one] for one in columns]
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)  # noqa: SLF001 - as above
    named = ", ".join(quote(str(field.column)) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    insert = f"INSERT INTO {table} ({named}) VALUES ({places})"  # noqa: S608 - the names of our own tables
    readers, count = [_reader(field) for field in fields], 0
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table}")  # noqa: S608 - as above
        for lines in _in_parts(source):
            rows = [_row(line, readers, name, count + at) for at, line in enumerate(lines, 1)]
            try:
                cursor.executemany(insert, rows)
            except (DatabaseError, TypeError, ValueError, OverflowError) as fault:
                raise refuse("row", name=name, line=f"{count + 1}–{count + len(rows)}") from fault
            count += len(rows)
    return count


def _in_parts(source: IO[bytes]) -> Iterator[list[bytes]]:
    while lines := list(_some(source)):
        yield lines


def _some(source: IO[bytes]) -> Iterator[bytes]:
    for _ in range(_AT_ONCE):
        line = source.readline(_LONGEST_LINE)
        if not line:
            return
        yield line


def _row(line: bytes, readers: list[Callable[[Any], Any]], name: str, at: int) -> list[Any]:
    try:
        values = json.loads(line)
        if not isinstance(values, list):
            raise TypeError  # noqa: TRY301 - told like the others
        return [read(value) for read, value in zip(readers, values, strict=True)]
    except (ValueError, TypeError, RecursionError, ValidationError, ArithmeticError) as fault:
        raise refuse("row", name=name, line=at) from fault


def _reader(field: models.Field[Any, Any]) -> Callable[[Any], Any]:
    """From the plain value of a line to what the database takes."""
    target = field.target_field if isinstance(field, models.ForeignKey) else field
    if isinstance(target, models.JSONField):
        return lambda value: target.get_db_prep_save(value, connection)
    if isinstance(target, _AS_THEY_ARE):
        return _scalar
    return lambda value: target.get_db_prep_save(target.to_python(value), connection)


def _scalar(value: Any) -> Any:  # noqa: ANN401 - any value that a line can hold
    if isinstance(value, (list, dict)):
        raise TypeError
    return value


def reset_sequences(tables: list[Model]) -> None:
    """The next number after the largest; SQLite sees to that itself."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables):
            cursor.execute(statement)
