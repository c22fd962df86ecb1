"""Questions put to the database together: however many a page asks, one query answers them all.

Every app has something to ask before a home page can say what there is to do. Put one by one that would be fifty queries; as an
`Ask` each waits for the others, and the answers come as one row of lists.
"""

import datetime as dt
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice
from types import SimpleNamespace
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections, models
from django.db.models import QuerySet, Value

LISTS = {
    "sqlite": "(SELECT json_group_array(json_array({columns})) FROM ({rows}) AS asked)",
    "postgresql": "(SELECT json_agg(json_build_array({columns}))::text FROM ({rows}) AS asked)",
}


@dataclass(frozen=True)
class Ask:
    """`tell(*answers)` makes of the rows of each queryset what is wanted, or further questions. The querysets are `.values()`:
    an answer is a list of objects with those names."""

    tell: Callable[..., Iterable[Any]]
    rows: tuple[QuerySet[Any, Any], ...]


def ask(tell: Callable[..., Iterable[Any]], *rows: QuerySet[Any, Any]) -> Ask:
    """A question about one or several querysets, its answer told by `tell`."""
    return Ask(tell, rows)


def sums(rows: QuerySet[Any, Any], **numbers: Any) -> QuerySet[Any, Any]:
    """What `rows.aggregate(**numbers)` would tell, as a queryset to ask about: its answer is one row."""
    return rows.order_by().values(every=Value(1)).annotate(**numbers)


def told(things: Iterable[Any]) -> list[Any]:
    """The things, with what every question among them tells in its place. One query for each depth of questions."""
    found = list(things)
    while asks := [each for each in found if isinstance(each, Ask)]:
        answers = iter(_answers([rows for each in asks for rows in each.rows]))
        found = [
            out
            for each in found
            for out in (each.tell(*islice(answers, len(each.rows))) if isinstance(each, Ask) else [each])
        ]
    return found


def _answers(asked: list[QuerySet[Any, Any]]) -> list[list[SimpleNamespace]]:
    connection = connections[asked[0].db] if asked else None
    parts: list[str] = []
    values: list[Any] = []
    for rows in asked:
        try:
            sql, given = rows.query.sql_with_params()
        except EmptyResultSet:  # known to be empty without asking
            parts.append("NULL")
            continue
        columns = ", ".join(f'asked."{name}"' for name in _names(rows))
        parts.append(LISTS[connection.vendor].format(columns=columns, rows=sql))  # type: ignore[union-attr]
        values += given
    if connection is None:
        return []
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", values)
        answers = cursor.fetchone()
    return [_named(rows, json.loads(answer or "[]")) for rows, answer in zip(asked, answers, strict=True)]


def _names(rows: QuerySet[Any, Any]) -> list[str]:
    return [*rows.query.values_select, *rows.query.annotation_select]


def _named(rows: QuerySet[Any, Any], found: list[list[Any]]) -> list[SimpleNamespace]:
    fields = {name: _field(rows, name) for name in _names(rows)}
    return [
        SimpleNamespace(
            **{name: _python(field, value) for (name, field), value in zip(fields.items(), line, strict=True)}
        )
        for line in found
    ]


def _field(rows: QuerySet[Any, Any], path: str) -> Any:
    """The field at the end of a path such as `report__period__month`, or that of an annotation."""
    if path in rows.query.annotations:
        return rows.query.annotations[path].output_field
    model: Any = rows.model
    for name in path.split("__"):
        field = model._meta.pk if name == "pk" else model._meta.get_field(name)
        model = field.related_model
    return field


def _python(field: Any, value: Any) -> Any:
    """JSON knows no days, moments or ids; SQLite writes moments without their zone and what is JSON as text."""
    if isinstance(field, models.JSONField):
        return json.loads(value) if isinstance(value, str) else value
    value = field.to_python(value)
    return value.replace(tzinfo=dt.UTC) if isinstance(value, dt.datetime) and value.tzinfo is None else value
