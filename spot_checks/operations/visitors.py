"""Who may make a visit: the two inspectors whom the draw gave the township, and nobody who belongs there."""

from core.models import User
from core.operation import require
from core.permissions import Permission
from core.refusal import NotPermitted, Refused

from ..models import DrawInspector, DrawItem, Inspector, Visit
from .pool import recused_from


def pair_of(item: DrawItem) -> list[User]:
    """The inspectors of the item's township in this draw, in the order they were drawn."""
    rows = DrawInspector.objects.filter(draw_id=item.draw_id, township_code=item.township_code)
    return [row.user for row in rows.select_related("user__division").order_by("rank")]


def require_inspector(item: DrawItem, by: User) -> User | None:
    """The other inspector (None where the draw found only one). Raises NotPermitted unless `by` is one of the two and not
    of this township."""
    require(by, Permission.VISIT_MAKE)
    pair = pair_of(item)
    if by.pk not in {each.pk for each in pair}:
        raise NotPermitted("这户由抽签确定的两名核查人入户，您不是其中之一。")
    require_stranger(by, item.township_code)
    return next((each for each in pair if each.pk != by.pk), None)


def require_stranger(by: User, township_code: str) -> None:
    """Raise NotPermitted where `by` works in the township, comes from it, or has declared kin there by now."""
    if by.is_township and by.division_id[:9] == township_code:
        raise NotPermitted("您是本乡镇的工作人员，按回避规定不能核查本乡镇的对象。请联系县局。", code="recused")
    inspector = Inspector.objects.filter(user=by).select_related("user").first()
    if inspector is not None and township_code in recused_from(inspector):
        raise NotPermitted("您的籍贯或近亲属在这个乡镇，按回避规定不能核查。请联系县局。", code="recused")


def require_visitor(visit: Visit, by: User) -> User | None:
    """The other person of the visit. Raises NotPermitted unless `by` is one of its two."""
    if visit.item is not None:
        return require_inspector(visit.item, by)
    require(by, Permission.VISIT_MAKE, visit.division_code)
    if by.pk == visit.first_inspector_id:
        return visit.second_inspector
    if by.pk == visit.second_inspector_id:
        return visit.first_inspector
    raise NotPermitted("这份核查由另外两人办理，您不能修改。")


def require_colleague(second: User | None, by: User, division_code: str) -> None:
    """Raise Refused unless `second` may sign what `by` found: somebody else, in use, of the same county, with the right to
    visit; for a township's own visits of the same township."""
    if second is None:
        return
    if second.pk == by.pk:
        raise Refused("第二核查人不能是您自己，请另选一人。", code="second-is-first")
    if not second.may(Permission.VISIT_MAKE) or not division_code.startswith(second.scope):
        raise Refused("第二核查人应是本单位有入户核查权限的人员，请另选一人。", code="second-unfit")
