"""MR-13. 整户停保 names every covered person of the household."""

from collections.abc import Iterator, Sequence

from core.sheets.findings import Finding

from .facts import Context, Filing, error
from .fold import Outcome

CODE = "MR-13"


def ending_names_everyone(filing: Filing, context: Context, made: Sequence[Outcome]) -> Iterator[Finding]:
    """Tell at the household's first ending line who is covered but not named."""
    for outcome in made:
        endings = [line for line in outcome.lines if line.kind == "end_household"]
        if not endings or outcome.before is None or outcome.household is None or not outcome.is_certain:
            continue
        named = {line.person_id for line in outcome.leaves}
        left = [outcome.household.members.get(ident, "") for ident in outcome.before.covered if ident not in named]
        if left:
            message = f"整户停保，但还有 {len(left)} 名保障人员没有列出：{'、'.join(left)}。"
            hint = "请逐人补齐；如果只停其中几人，变动类型请改为“户内减员”。"
            yield error(CODE, "ending-incomplete", endings[0], "id_number", message, hint)
