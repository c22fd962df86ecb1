"""MR-26. A household that goes on has a head who belongs to it."""

from collections.abc import Iterator, Sequence

from core.sheets.findings import Finding

from .facts import Context, Filing, error, warning
from .fold import Outcome

CODE = "MR-26"


def household_keeps_a_head(filing: Filing, context: Context, made: Sequence[Outcome]) -> Iterator[Finding]:
    """Tell a new head who is no member; warn when the head leaves and nobody is named instead; new households need a head."""
    for outcome in (each for each in made if each.is_certain):
        yield from _new_head(outcome)
        home = outcome.household
        leaving = next((line for line in outcome.leaves if home and line.person_id == home.head_id), None)
        if (
            leaving
            and outcome.after
            and not outcome.new_head
            and leaving.reason_code in ("death", "marriage", "moved_out")
        ):
            message = "户主离开了，这一户继续享受，但没有报新户主。"
            yield warning(CODE, "head-leaves", leaving, "id_number", message, "请在变更表中补报一行“户主变更”。")
        if home is None and outcome.joins and not any(line.id_number == line.head_id for line in outcome.joins):
            message = "新增户的名单里没有户主本人。"
            yield warning(
                CODE, "head-not-listed", outcome.joins[0], "head_id", message, "户主不享受的可以不列，请核对。"
            )


def _new_head(outcome: Outcome) -> Iterator[Finding]:
    members = outcome.household.members if outcome.household else {}
    joining = {line.id_number for line in outcome.joins}
    for line in outcome.lines:
        if (
            line.kind == "change_head"
            and line.id_number
            and line.id_number not in members
            and line.id_number not in joining
        ):
            message = "新户主不是这一户的家庭成员。"
            yield error(CODE, "head-not-member", line, "id_number", message, "请核对新户主的身份证号。")
