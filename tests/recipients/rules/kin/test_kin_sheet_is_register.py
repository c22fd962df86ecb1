from recipients.rules.kin.context import KinContext
from recipients.rules.kin.kin_sheet_is_register import kin_sheet_is_register
from tests.recipients.kin_registers import HEAD, TODAY, line, read_rows, sheet_rows


def kinds(rows: list, title: str = "备案登记表") -> list[tuple[str, str, str]]:
    found = kin_sheet_is_register(KinContext(read_rows(rows, title), TODAY))
    return [(finding.sheet, finding.cell, finding.kind) for finding in found]


def without(word: str) -> list:
    at = HEAD.index(word)
    return [row if len(row) < 3 else row[:at] + row[at + 1 :] for row in sheet_rows(line())]


def test_kin_sheet_is_register() -> None:
    assert kinds(sheet_rows(line())) == []
    assert kinds([["请认真填写"]], "填表说明") == [("填表说明", "", "sheet-skipped")]
    for word in ("享受人身份证号", "与经办人关系"):
        assert kinds(without(word)) == [("备案登记表", "A3", "column-missing")]
    assert kinds(without("职务")) == []


def test_the_officials_relation_to_the_recipient_is_not_taken_for_the_recipients() -> None:
    rows = sheet_rows(line())
    rows[2][HEAD.index("与经办人关系")] = "与享受人关系"
    assert kinds(rows) == [("备案登记表", "A3", "column-missing")]
