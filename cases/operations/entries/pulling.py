"""What signed visits found, taken up from the app below: every waiting finding becomes an entry."""

from typing import Any

from core import audit
from core.models import Division
from core.operation import operation
from spot_checks.models import ProblemCode, VisitFinding

from ...models import RectificationEntry, Source
from ...rules.entries.categories import category_of, task_of
from .listing import Found, list_entry

FINDING = "spot_checks.visitfinding"


def pull_findings(*, by: Any = None) -> int:
    """Every waiting finding of a signed visit is on the ledger (source 抽查), and its `taken_by` names the entry (its id).
    Safe to run twice and side by side. Answers how many were taken up."""
    waiting = VisitFinding.objects.filter(taken_by="").order_by("found_on", "pk").values_list("pk", flat=True)
    return sum(_pull(pk, by=by) for pk in list(waiting))


@operation
def _pull(pk: Any, *, by: Any) -> bool:
    """One finding, unless another process has it."""
    rows = VisitFinding.objects.select_for_update(skip_locked=True, of=("self",))
    finding = rows.select_related("visit__household", "visit__item__draw").filter(pk=pk, taken_by="").first()
    if finding is None:
        return False
    entry = list_entry(_found(finding), by=by)
    finding.taken_by = str(entry.pk)
    finding.save(update_fields=["taken_by"])
    audit.record("entry.take_up", entry, by=by, summary={"number": entry.number, "problem": finding.problem})
    return True


def _found(finding: VisitFinding) -> Found:
    visit, label = finding.visit, ProblemCode(finding.problem).label
    drawn = visit.item.draw.code if visit.item else ""
    how = f"抽签 {drawn} 入户核查" if drawn else visit.get_kind_display()
    said = f"{visit.summary}" if visit.summary else ""
    village = Division.objects.filter(pk=finding.division_code, level=Division.Level.VILLAGE).first()
    return Found(
        division_code=finding.division_code,
        task=task_of(finding.problem),
        category=category_of(finding.problem),
        problem=finding.problem,
        description=f"{how}发现：{label[4:]}。{said}",
        source=Source.VISIT,
        found_on=finding.found_on,
        village=village.name if village else "",
        households_count=1 if visit.household_id else 0,
        amount_fen=finding.overpaid_fen,
        due_back_fen=finding.overpaid_fen,
        household=visit.household,
        source_type=FINDING,
        source_id=str(finding.pk),
    )


def entry_of(finding: VisitFinding) -> RectificationEntry | None:
    """The entry that took the finding up."""
    return RectificationEntry.objects.filter(source_type=FINDING, source_id=str(finding.pk)).first()
