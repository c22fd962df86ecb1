"""Who is named on a sealed case. Everybody else, whatever their post, does not know that it is there."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from core import audit
from core.models import User
from core.operation import locked, operation, require
from core.operations import notices
from core.permissions import Permission, Role
from core.refusal import NotPermitted, Refused

from ...models import Petition, PetitionHandler
from ...petitions.addresses import petition_url
from .contents import Contents, contents_of

BUREAU = {Role.BUREAU_OFFICER, Role.BUREAU_OFFICE, Role.BUREAU_LEADER, Role.PETITION_OFFICER}


def is_handler(petition: Petition, user: Any) -> bool:
    """The person is named on the case now, and holds the permission."""
    live = PetitionHandler.objects.filter(petition=petition, user=user, ended_at__isnull=True)
    return user.may(Permission.PETITION_SEALED) and live.exists()


def first_handlers(petition: Petition, contents: Contents, by: Any) -> list[User]:
    """The petition officer who registered it, else the county's; of an accusation of the bureau the discipline officer
    alone. Nobody whom it names; a leader only when a handler names one."""
    people = [each for each in _people(petition.county_code) if not _is_named(each, contents)]
    officers = [each for each in people if each.role == Role.PETITION_OFFICER]
    discipline = [each for each in people if each.role == Role.DISCIPLINE_OFFICER]
    if contents.about_bureau:
        return discipline
    own = [each for each in officers if by is not None and each.pk == by.pk]
    return own or officers or discipline


def name_first(petition: Petition, users: Iterable[User], *, by: Any) -> None:
    """The handlers stand on the new case and have a notice that says nothing of it."""
    for user in users:
        _name(petition, user, by)


@operation
def name_handler(petition: Petition, *, user: User, by: User) -> PetitionHandler:
    """`user` is a handler from now on. Only a handler names another; nobody whom the case accuses, and of an accusation of
    the bureau nobody of the bureau. Raises NotPermitted."""
    petition = _handled(petition, by)
    contents = contents_of(petition)
    if not user.may(Permission.PETITION_SEALED) or not petition.division_code.startswith(user.scope):
        raise NotPermitted("所选人员的岗位不能办理密封件，请另选。")
    if _is_named(user, contents) or (contents.about_bureau and user.role in BUREAU):
        raise NotPermitted("按回避规定，这件不能交所选人员办理，请另选。")
    row = _name(petition, user, by)
    audit.record("sealed.name", petition, by=by, summary={"user": user.username})
    return row


@operation
def end_handler(petition: Petition, *, user: User, by: User) -> None:
    """`user` is no handler any more and does not see the case. The last one stays."""
    petition = _handled(petition, by)
    live = petition.handlers.select_for_update(of=("self",)).filter(ended_at__isnull=True)
    rows = list(live)
    mine = next((row for row in rows if row.user_id == user.pk), None)
    if mine is None:
        raise Refused("所选人员不是这件的办理人。", code="not-handler")
    if len(rows) == 1:
        raise Refused("至少要留一名办理人。请先指定接替的人，再退出。", code="last-handler")
    mine.ended_at = timezone.now()
    mine.save(update_fields=["ended_at"])
    if petition.responsible_id == user.pk:
        petition.responsible = None
        petition.save(update_fields=["responsible"])
    audit.record("sealed.end", petition, by=by, summary={"user": user.username})


@operation
def adopt_orphans() -> int:
    """Sealed cases whose handlers have all left have new ones, as at their registration. Safe to run at any time."""
    working = PetitionHandler.objects.filter(ended_at__isnull=True, user__is_active=True)
    count = 0
    for petition in Petition.objects.filter(is_sealed=True).open().exclude(pk__in=working.values("petition")):
        people = first_handlers(petition, contents_of(petition), None)
        name_first(petition, people, by=None)
        count += bool(people)
        if people:
            audit.record("sealed.adopt", petition, summary={"handlers": len(people)})
    return count


def _handled(petition: Petition, by: User) -> Petition:
    """The case, locked, where `by` is a live handler."""
    row = locked(petition)
    require(by, Permission.PETITION_SEALED, row.division_code)
    if not row.is_sealed or not is_handler(row, by):
        raise NotPermitted("这件没有指定您办理。")
    return row


def _name(petition: Petition, user: User, by: Any) -> PetitionHandler:
    now = timezone.now()
    row = PetitionHandler.objects.filter(petition=petition, user=user).first()
    if row is None:
        row = PetitionHandler.objects.create(petition=petition, user=user, named_by=by, named_at=now)
    elif row.ended_at is not None:
        row.named_by, row.named_at, row.ended_at = by, now, None
        row.save()
    if by is None or user.pk != by.pk:
        notices.queue(
            [user],
            key=f"sealed:{petition.pk}:{now.isoformat()}",
            kind="petition",
            title="有一件密封件指定您办理",
            body="内容只在件内查看，每次打开都要写明用途并留痕。请勿转告他人。",
            url=petition_url(petition),
            division_code=petition.division_code,
        )
    return row


def _people(county_code: str) -> list[User]:
    rows = User.objects.filter(is_active=True, role__in=[Role.PETITION_OFFICER, Role.DISCIPLINE_OFFICER])
    return list(rows.filter(division__code__startswith=county_code).select_related("division").order_by("username"))


def _is_named(user: User, contents: Contents) -> bool:
    name = user.display_name
    return len(name) > 1 and any(name in each for each in (*contents.accused, contents.accused_unit, contents.text))
