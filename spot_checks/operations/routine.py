"""Visits outside draws: they are recorded with the same form and never enter an estimate."""

from django.utils import timezone

from core import audit
from core.models import User
from core.operation import operation, require
from core.permissions import Permission
from core.refusal import Refused
from recipients.models import Household, Membership

from ..models import Visit, VisitKind
from .visitors import require_colleague

# Who may make which visit outside a draw: a township visits its own people, the bureau comes unannounced.
OUTSIDE_DRAWS = {VisitKind.ROUTINE: True, VisitKind.UNANNOUNCED: False, VisitKind.SURPRISE: False}


@operation
def start_routine(household: Household, *, by: User, kind: str, second: User | None = None) -> Visit:
    """A draft of a visit outside any draw (日常走访 by the township itself, 明察暗访 and 突击检查 by the bureau). It never
    enters an estimate. `second` may be named later, before the visit is handed over."""
    require(by, Permission.VISIT_MAKE, household.division_code)
    require(by, Permission.ROSTER_VIEW, household.division_code)
    if OUTSIDE_DRAWS.get(VisitKind(kind) if kind in VisitKind.values else VisitKind.DRAWN) is not by.is_township:
        raise Refused("日常走访由乡镇自己做，明察暗访和突击检查由县局做。", code="kind-not-yours")
    require_colleague(second, by, household.division_code)
    head = Membership.objects.open().filter(household=household, is_head=True).select_related("person").first()
    visit = Visit(
        division_code=household.division_code,
        kind=kind,
        household=household,
        subject=head.person.name if head else household.label,
        entered_at=timezone.now(),
        first_inspector=by,
        second_inspector=second,
    )
    visit.answers = ""
    visit.save()
    audit.record("visit.start", visit, by=by, summary={"kind": kind, "way": visit.way})
    return visit
