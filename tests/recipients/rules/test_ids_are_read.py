from core.sheets.findings import ERROR, WARNING
from recipients.rules.ids_are_read import ids_are_read
from tests.recipients.odd_rosters import families
from tests.recipients.rosters import cells, context

WORDS = ["序号", "村", "户主姓名", "户主身份证号", "保障类别", "家庭人口", "保障人数", "月保障金额"]


def across(members: int, *words: str) -> list:
    """One line for each household, its other members to the right."""
    rows: list = [
        ["香水镇2021年6月农村低保花名册"],
        [*WORDS, *[f"{word}{n}" for n in range(1, members + 1) for word in words]],
    ]
    for one in [one for one in families() if len(one) > members]:
        head = one[0]
        told = [head[key] for key in ("seq", "village", "name", "id", "grade", "persons", "count", "monthly")]
        rows.append(told + [member[key] for member in one[1 : members + 1] for key in ("name", "id")])
    return rows


def test_members_to_the_right_of_the_head_are_not_lost() -> None:
    found = list(ids_are_read(context(across(2, "成员姓名", "成员身份证号"))))
    assert cells(found) == [("J2", "ids-unread")] and found[0].severity == ERROR


def test_a_single_column_may_be_a_guardians() -> None:
    found = list(ids_are_read(context(across(1, "代办员姓名", "代办员身份证号"))))
    assert [finding.severity for finding in found] == [WARNING]


def test_an_id_that_only_says_again_who_is_listed_is_no_finding() -> None:
    rows = across(0)
    rows = [row if len(row) == 1 else [*row, "开户人身份证" if row[0] == "序号" else row[3]] for row in rows]
    assert cells(ids_are_read(context(rows))) == []
