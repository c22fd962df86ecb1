"""MR-12. The lines of one household tell one story: one amount, one grade, one village, one account."""

from collections.abc import Iterator, Sequence

from core.sheets.findings import Finding

from .facts import ADDITIONS, Context, Filing, error, yuan
from .fold import Outcome

CODE = "MR-12"
SAME = {
    "grade_after": "保障类别",
    "village": "村",
    "head_name": "户主姓名",
    "account": "银行账号",
    "account_holder": "开户人",
}
HEADS = frozenset({"户主", "本人", "户主本人"})


def lines_of_a_household_agree(filing: Filing, context: Context, made: Sequence[Outcome]) -> Iterator[Finding]:
    """Tell where lines of the same household contradict each other."""
    for outcome in made:
        for field, label in SAME.items():
            first = ""
            for line in outcome.lines:
                value = getattr(line, field)
                if value and first and value != first:
                    message = f"同一户各行的{label}不一致。"
                    yield error(CODE, f"{field.replace('_', '-')}-differs", line, field, message, "请核对后改成一致。")
                first = first or value
        for line in outcome.lines:
            if line.kind in ADDITIONS and line.relation in HEADS and line.id_number not in ("", line.head_id):
                message = "这一行是户主，身份证号却与户主身份证号不一致。"
                yield error(CODE, "head-differs", line, "id_number", message, "请核对后改成一致。")
        if len(outcome.stated) > 1:
            line = next(each for each in outcome.lines if each.fen_after == outcome.stated[1])
            message = f"同一户变动后的月金额不一致：{'、'.join(yuan(fen) for fen in outcome.stated)} 元。"
            yield error(CODE, "amount-differs", line, "fen_after", message, "请核对后改成一致。")
