"""Rows the system administrator keeps: divisions, words, calendar exceptions, dated settings and rates."""

from collections.abc import Callable
from typing import Any

from django.db import models

from .. import audit
from ..models import User
from ..operation import operation, require
from ..permissions import Permission


def _texts(row: models.Model, names: list[str]) -> dict[str, str]:
    return {name: str(getattr(row, name, "")) for name in names}


@operation
def save(row: models.Model, *, by: User, created: bool, changed: list[str]) -> models.Model:
    """The row is as given; the chain says which fields changed and to what."""
    require(by, Permission.USERS_MANAGE)
    row.save()
    action = "setting.create" if created else "setting.change"
    audit.record(action, row, by=by, summary={"fields": sorted(changed)}, values=_texts(row, changed))
    return row


@operation
def delete(row: models.Model, *, by: User) -> None:
    """The row is gone; what it said stays in the chain."""
    require(by, Permission.USERS_MANAGE)
    names = [field.name for field in row._meta.concrete_fields]
    audit.record("setting.delete", row, by=by, values=_texts(row, names))
    row.delete()


@operation
def import_rows(model: type[models.Model], *, by: User, work: Callable[[], Any], fingerprint: str) -> Any:
    """The rows of one confirmed file are in, as one entry with their counts and the file's fingerprint."""
    require(by, Permission.USERS_MANAGE)
    result = work()
    summary = {"table": model._meta.label_lower, "sha256": fingerprint, **result.totals}
    audit.record("setting.import", by=by, summary=summary)
    return result


@operation
def note_export(model: type[models.Model], *, by: User) -> None:
    """The chain says that the whole table left as a file."""
    require(by, Permission.USERS_MANAGE)
    audit.record("setting.export", by=by, summary={"table": model._meta.label_lower})
