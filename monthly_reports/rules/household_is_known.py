"""MR-05. What changes is on this township's roster; what is new is not yet."""

from collections.abc import Iterator, Sequence

from core.sheets.findings import Finding

from .facts import ADDITIONS, PERSON_SCHEMES, Context, Filing, error
from .fold import Outcome

CODE = "MR-05"
NEW = {"add_household", "move_in"}


def household_is_known(filing: Filing, context: Context, made: Sequence[Outcome]) -> Iterator[Finding]:
    """Tell households that are not on the roster in the scheme, and new ones that already are."""
    for outcome in made:
        line = outcome.lines[0]
        kinds = {each.kind for each in outcome.lines}
        if outcome.scheme in PERSON_SCHEMES and not outcome.is_certain:
            continue
        if outcome.before is None and not kinds & NEW and not (outcome.joins and outcome.scheme in PERSON_SCHEMES):
            yield _unknown(outcome)
        elif outcome.before is not None and "add_household" in kinds and not outcome.leaves:
            line = next(each for each in outcome.lines if each.kind == "add_household")
            message = "这一户已在本乡镇花名册上享受该项救助。"
            hint = "如果是家里新增人员，变动类型请改为“户内增员”。"
            yield error(CODE, "household-already-known", line, "head_id", message, hint)


def _unknown(outcome: Outcome) -> Finding:
    line = outcome.lines[0]
    if outcome.scheme in PERSON_SCHEMES:
        field = "id_number" if line.id_number else "head_id"
        return error(
            CODE,
            "person-not-covered",
            line,
            field,
            "本乡镇花名册上没有此人享受该项救助。",
            "请核对身份证号和救助类别。",
        )
    if outcome.household is not None:
        message = "这一户在执行月份没有享受该项救助（可能已经停保，或救助类别填错）。"
        return error(
            CODE, "household-not-covered", line, "head_id", message, "请核对救助类别，并在花名册中查一查这一户。"
        )
    hint = "请核对户主身份证号；如果是新纳入的家庭，变动类型请填“新增户”。"
    kind = "household-unknown"
    if line.kind in ADDITIONS:
        return error(CODE, kind, line, "head_id", "户内增员的这一户不在本乡镇花名册上。", hint)
    return error(CODE, kind, line, "head_id", "这一户不在本乡镇花名册上。", hint)
