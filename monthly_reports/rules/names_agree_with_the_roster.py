"""MR-08. Under a known ID number stands the name the roster has, and a leaver's head is the household's."""

from collections.abc import Iterator, Sequence

from core.sheets.findings import Finding

from .facts import ENDINGS, Context, Filing, Line, warning
from .fold import Outcome

CODE = "MR-08"


def names_agree_with_the_roster(filing: Filing, context: Context, made: Sequence[Outcome]) -> Iterator[Finding]:
    """Warn where the name differs: a slip in the name, or in the number. A 信息更正 may mean just that."""
    for line in filing.lines:
        if line.kind == "correct_info":
            continue
        yield from _compare(line, context, "id_number", "name")
        if line.head_id != line.id_number or not line.name:
            yield from _compare(line, context, "head_id", "head_name")
        home = context.home_of(line) if line.kind in ENDINGS and line.head_id else None
        if home and home.head_id and line.head_id != home.head_id:
            message = "花名册上这一户的户主是另一个身份证号。"
            yield warning(
                CODE, "head-not-the-rosters", line, "head_id", message, "请核对户主身份证号；停的是这个人所在的户。"
            )


def _compare(line: Line, context: Context, id_field: str, name_field: str) -> Iterator[Finding]:
    person = context.people.get(getattr(line, id_field))
    name = getattr(line, name_field)
    if person and person.here and name and name != person.name:
        message = f"花名册上这个身份证号的姓名是“{person.name}”，这里写的是“{name}”。"
        yield warning(CODE, "name-differs", line, name_field, message, "请核对姓名和身份证号。")
