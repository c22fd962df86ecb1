"""MR-06. Who leaves is covered, in that household and scheme."""

from collections.abc import Iterator, Sequence

from core.sheets.findings import Finding

from .facts import Context, Filing, error
from .fold import Outcome

CODE = "MR-06"


def leaving_person_is_covered(filing: Filing, context: Context, made: Sequence[Outcome]) -> Iterator[Finding]:
    """Tell who is reported as leaving but is not paid for."""
    for outcome in made:
        if outcome.before is None:
            continue
        for line in outcome.leaves:
            if line.id_number and not line.has_problem("id_number") and line.id_number not in outcome.before.covered:
                known = outcome.household is not None and line.id_number in outcome.household.members
                message = (
                    "此人是这一户的家庭成员，但没有享受保障，不用报减少。" if known else "这一户的保障人员中没有此人。"
                )
                yield error(
                    CODE, "person-not-covered", line, "id_number", message, "请在花名册中核对这一户的保障人员。"
                )
