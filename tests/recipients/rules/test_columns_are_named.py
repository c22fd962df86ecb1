from recipients.rules.columns_are_named import columns_are_named
from tests.recipients.rosters import HEAD, STANDARD, cells, context, family, sheet_rows


def test_a_column_known_by_its_content_is_told_at_its_head() -> None:
    rows = sheet_rows(family(1, *STANDARD))
    rows[1][HEAD.index("银行账号")] = "打款去向"
    found = list(columns_are_named(context(rows)))
    assert cells(found) == [("S2", "column-guessed")]
    assert "打款去向" in found[0].message and "银行账号" in found[0].message and not found[0].blocks


def test_known_words_are_not_told() -> None:
    assert list(columns_are_named(context(sheet_rows(family(1, *STANDARD))))) == []


def test_a_column_that_repeats_another_is_told() -> None:
    rows = sheet_rows(family(1, *STANDARD))
    rows[1][HEAD.index("备注")] = "户月补助金额"
    found = list(columns_are_named(context(rows)))
    assert cells(found) == [("U2", "column-doubled")] and not found[0].blocks
