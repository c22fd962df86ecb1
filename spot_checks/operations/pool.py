"""Who may be drawn as inspector, and from which townships each is recused."""

from typing import Any

from core import audit, crypto
from core.models import Division, User
from core.operation import locked, operation, require
from core.permissions import ROLE_PERMISSIONS, TOWNSHIP_ROLES, Permission
from core.refusal import Refused
from recipients import kin

from ..models import Inspector

PAIR = 2
VISITORS = [role for role, held in ROLE_PERMISSIONS.items() if Permission.VISIT_MAKE in held]


def pool(county: str) -> list[Inspector]:
    """The county's inspectors in use, in a fixed order. Until a register is kept, everybody whose post allows visits."""
    rows = Inspector.objects.filter(county_code=county)
    if not rows.exists():
        users = User.objects.filter(role__in=VISITORS, is_active=True, division__code__startswith=county)
        return [Inspector(user=user, division_code=county.ljust(12, "0")) for user in users.order_by("pk")]
    in_use = rows.filter(active=True, user__is_active=True)
    return list(in_use.select_related("user").order_by("pk"))


def in_pool(users: list[str], county: str) -> list[Inspector]:
    """The people of a draw's pool (primary keys, in its order) as the register knows them now."""
    rows = {str(row.user_id): row for row in Inspector.objects.filter(user_id__in=users).select_related("user")}
    others = User.objects.in_bulk([pk for pk in users if pk not in rows])
    known = {str(pk): Inspector(user=user, division_code=county.ljust(12, "0")) for pk, user in others.items()}
    return [(rows | known)[pk] for pk in users]


def recused_from(inspector: Inspector) -> set[str]:
    """Townships (9 digits) this person may not inspect: the one they work in, the one they come from, and every one in
    which they have declared kin on the roster."""
    return barred([inspector])[0]


def barred(inspectors: list[Inspector]) -> list[set[str]]:
    """`recused_from` of each of one county's inspectors; one query however many they are."""
    declared = kin.all_recusals(inspectors[0].county_code) if inspectors else []
    return [_own(each) | {row.township_code for row in declared if _is(each, row)} for each in inspectors]


def _own(inspector: Inspector) -> set[str]:
    user = inspector.user
    found = {user.division_id[:9]} if user.role in TOWNSHIP_ROLES else set()
    if inspector.home_code[6:9].strip("0"):
        found.add(inspector.home_code[:9])
    return found


def _is(inspector: Inspector, row: kin.Recusal) -> bool:
    """By ID number; by name where either side has none, so that a namesake is kept away rather than kin let in."""
    if inspector.id_index and row.official_index:
        return inspector.id_index == row.official_index
    return inspector.user.display_name == row.official_name


def recusals(inspectors: list[Inspector], townships: list[str]) -> dict[str, list[int]]:
    """township → places in `inspectors` of those who may not go there; townships without any are left out."""
    away = barred(inspectors)
    found = {town: [at for at, towns in enumerate(away) if town in towns] for town in townships}
    return {town: places for town, places in found.items() if places}


def short(people: list[Inspector], recused: dict[str, list[int]], townships: list[str]) -> list[str]:
    """The townships for which fewer than two inspectors are left."""
    return [town for town in townships if len(people) - len(recused.get(town, ())) < PAIR]


def code_of(place: int) -> str:
    """How the public files call the person at this place of a draw's pool."""
    return f"u{place:03d}"


@operation
def register_inspector(
    user: User, *, by: User | None, home_code: str = "", id_number: str = "", note: str = ""
) -> Inspector:
    """The user may be drawn as inspector from the next draw on. Their ID number is kept as a blind index only."""
    if not user.may(Permission.VISIT_MAKE):
        raise Refused("这个岗位不能入户核查，请选县局工作人员或乡镇民政人员。", code="not-a-visitor")
    county = user.division_id[:6]
    require(by, Permission.DRAW_PLAN, county)
    _check_home(home_code, county)
    if Inspector.objects.filter(user=user).exists():
        raise Refused("这个人已经在核查人员名册里，请直接修改。", code="inspector-there")
    row = Inspector(user=user, division_code=county.ljust(12, "0"), home_code=home_code, note=note[:100])
    row.id_index = crypto.id_index(id_number) if id_number else ""
    row.save()
    audit.record("inspector.register", row, by=by, summary={"home": home_code})
    return row


@operation
def change_inspector(
    inspector: Inspector, *, by: User, version: int, home_code: str, active: bool, id_number: str = "", note: str = ""
) -> Inspector:
    """The entry is as given; draws already committed keep their inspectors. An empty ID number leaves the known one."""
    mine = locked(inspector, version=version)
    require(by, Permission.DRAW_PLAN, mine.county_code)
    _check_home(home_code, mine.county_code)
    mine.home_code, mine.active, mine.note = home_code, active, note[:100]
    if id_number:
        mine.id_index = crypto.id_index(id_number)
    mine.version += 1
    mine.save(update_fields=["home_code", "active", "note", "id_index", "version"])
    audit.record("inspector.change", mine, by=by, summary={"home": home_code, "active": active})
    return mine


def _check_home(code: str, county: str) -> None:
    if code and not (code.startswith(county) and Division.objects.filter(code=code).exists()):
        raise Refused("籍贯请选本县的乡镇或村；外县的留空。", code="home-unknown")


def candidates(by: User) -> Any:
    """Users who could be registered and are not."""
    users = User.objects.visible_to(by).filter(role__in=VISITORS, is_active=True, inspector__isnull=True)
    return users.select_related("division").order_by("division_id", "display_name")
