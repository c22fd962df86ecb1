"""Rows in people's inboxes."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from .. import audit
from ..models import Notice, User
from ..operation import operation


@operation
def queue(
    recipients: Iterable[User],
    *,
    key: str,
    kind: str,
    title: str,
    body: str = "",
    url: str = "",
    division_code: str = "",
) -> int:
    """Each recipient has the notice `key` exactly once, however often this runs; says how many are new.

    Texts hold no personal identifiers: they may later leave as e-mail.
    """
    now = timezone.now()
    people = {user.pk: user for user in recipients if user.is_active}
    already = set(Notice.objects.filter(key=key, recipient__in=people).values_list("recipient_id", flat=True))
    rows = [
        Notice(
            recipient_id=pk,
            key=key,
            kind=kind,
            title=title[:120],
            body=body,
            url=url,
            division_code=division_code,
            created_at=now,
        )
        for pk in people
        if pk not in already
    ]
    Notice.objects.bulk_create(rows, ignore_conflicts=True)
    made = Notice.objects.filter(pk__in=[row.pk for row in rows]).count()
    if made:
        audit.record("notice.queue", division_code=division_code, summary={"kind": kind, "key": key, "count": made})
    return made


@operation
def mark_read(notices: Any, *, by: User) -> int:
    """The unread ones among `notices` that lie in the person's own inbox are read. Not audited: nobody's reading is
    watched, and reading clears no duty."""
    return notices.visible_to(by).unread().update(read_at=timezone.now())
