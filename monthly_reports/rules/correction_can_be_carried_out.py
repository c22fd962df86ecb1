"""MR-27. 信息更正 names what the program can change by itself: name, relation, account; the rest the bureau does by hand."""

from collections.abc import Iterator, Sequence

from core.sheets.findings import Finding

from .facts import Context, Filing, Line, warning
from .fold import Outcome

CODE = "MR-27"


def correction_can_be_carried_out(filing: Filing, context: Context, made: Sequence[Outcome]) -> Iterator[Finding]:
    """Warn of corrections that name none of these."""
    for line in filing.lines:
        if line.kind == "correct_info" and not (line.account or line.account_holder or _says_who(line, context)):
            message = "信息更正里没有姓名、与户主关系、开户人或银行账号的变化；其他信息由县局在花名册中更正。"
            yield warning(CODE, "correction-by-hand", line, "note", message, "请在备注里写清更正前后的内容。")


def _says_who(line: Line, context: Context) -> bool:
    person = context.people.get(line.person_id)
    name = line.name or ("" if line.id_number else line.head_name)
    return bool(line.relation) or bool(person and name and name != person.name)
