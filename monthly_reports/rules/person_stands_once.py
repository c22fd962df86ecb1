"""MR-04. In one list a person comes in once and goes out once, per scheme."""

from collections.abc import Iterator, Sequence

from core.sheets.findings import Finding

from .facts import ADDITIONS, ENDINGS, Context, Filing, error
from .fold import Outcome

CODE = "MR-04"


def person_stands_once(filing: Filing, context: Context, made: Sequence[Outcome]) -> Iterator[Finding]:
    """Tell the second line of the same person in the same direction and scheme."""
    seen: dict[tuple[str, str, str], int] = {}
    for line in filing.lines:
        direction = "in" if line.kind in ADDITIONS else "out" if line.kind in ENDINGS else line.kind
        if not line.person_id or not direction or line.has_problem("id_number"):
            continue
        key = (line.person_id, direction, line.scheme)
        if key in seen:
            field = "id_number" if line.id_number else "head_id"
            where = f"第 {seen[key]} 行" if seen[key] else "前面"
            yield error(
                CODE, "line-duplicate", line, field, f"同一个人在{where}已经报过同样的变动。", "请删去多余的一行。"
            )
        seen.setdefault(key, line.row)
