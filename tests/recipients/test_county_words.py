"""What clerks write for a village, a group, a class, a sex or an answer, and in how many columns, is what it says."""

import pytest

from recipients.intake.schemes import from_titles
from tests.recipients.odd_rosters import Layout, families, given, read, wanted
from tests.recipients.test_county_layouts import COLUMNS, errors

PEOPLE = families()


@pytest.mark.parametrize("word", ["户籍地", "辖区", "社区/村"])
def test_the_village_under_other_words(word: str) -> None:
    roster = read(Layout(COLUMNS.replace("村名=", f"{word}=")).workbook(PEOPLE))
    assert errors(roster) == [] and given(roster) == wanted(PEOPLE)


@pytest.mark.parametrize("word", ["自然组", "生产队"])
def test_the_group_under_other_words(word: str) -> None:
    full = {"group": lambda value: f"{value}组".translate(str.maketrans("0123456789", "０１２３４５６７８９"))}
    roster = read(Layout(COLUMNS.replace("组别=", f"{word}="), say=full).workbook(PEOPLE))
    assert errors(roster) == [] and given(roster) == wanted(PEOPLE)


@pytest.mark.parametrize("ending", ["委会", "村民委员会", "民委员会"])
def test_a_villages_committee_is_the_village(ending: str) -> None:
    people = families()
    for members in people:
        for one in members:
            one["village"] = f"{one['village'].removesuffix('村')}村"
    roster = read(Layout(COLUMNS, say={"village": lambda value: value + ending}).workbook(people))
    assert given(roster) == wanted(people)


@pytest.mark.parametrize("mark", ["〃", "同上"])
def test_ditto_is_the_village_above_and_never_a_person(mark: str) -> None:
    book = Layout(COLUMNS).workbook(PEOPLE)
    rows, above = book.sheets[0].rows, None
    for row in rows[2:]:
        row[1], above = (mark, above) if row[1] == above else (row[1], row[1] or above)
    assert any(row[1] == mark for row in rows)
    roster = read(book)
    assert errors(roster) == [] and given(roster) == wanted(PEOPLE)
    rows[3][5] = rows[3][6] = mark
    assert "id-form" in {kind for kind, _ in errors(read(book))}


def test_the_class_and_the_sex_are_the_word_under_which_a_mark_stands() -> None:
    """Though the second row of the header holds no column word."""
    people = families()
    for one in (one for members in people for one in members):
        one |= {"a": None, "b": None, "c": None, one["grade"].lower(): "√"}
        one["man"], one["woman"] = ("√", None) if int(one["id"][16]) % 2 else (None, "√")
    classes = COLUMNS.replace("类别=grade", "保障类别|A=a 保障类别|B=b 保障类别|C=c")
    roster = read(Layout(classes).workbook(people))
    assert errors(roster) == [] and given(roster) == wanted(people)

    sexes = COLUMNS.replace("是否享受=", "性别|男=man 性别|女=woman 是否享受=")
    roster = read(Layout(sexes).workbook(people))
    assert errors(roster) == [] and given(roster) == wanted(people)
    assert {member.sex for family in roster.families for member in family.members} == {"1", "2"}
    people[0][0]["man"], people[0][0]["woman"] = people[0][0]["woman"], people[0][0]["man"]
    assert [kind for kind, _ in errors(read(Layout(sexes).workbook(people)))] == ["sex-mismatch"]


def test_how_many_men_a_family_has_is_nobodys_sex() -> None:
    people = families()
    for members in people:
        for one in members:
            one["man"], one["woman"] = 1, None
    roster = read(Layout(COLUMNS.replace("是否享受=", "家庭人口|男=man 家庭人口|女=woman 是否享受=")).workbook(people))
    assert errors(roster) == [] and given(roster) == wanted(people)


def by_class() -> list:
    """The amounts in a column for each class."""
    people = families()
    for members in people:
        for one in members:
            one |= {"a": None, "b": None, "c": None, one["grade"].lower(): one["monthly"]}
    return people


BY_CLASS = COLUMNS.replace(" 类别=grade", "").replace(
    "补差金额=monthly", "月保障金额|A类=a 月保障金额|B类=b 月保障金额|C类=c"
)


@pytest.mark.parametrize("groups", ["merged", "spread"])
def test_the_amount_stands_under_its_class(groups: str) -> None:
    """The column that is filled tells the class, and its number is the amount, never the persons."""
    roster = read(Layout(BY_CLASS, groups=groups).workbook(by_class()))
    assert errors(roster) == [] and given(roster) == wanted(PEOPLE)


def test_amounts_under_two_classes_are_refused() -> None:
    people = by_class()
    first = people[0][0]
    first["a" if first["grade"] != "A" else "b"] = 100
    assert "grade-unknown" in {kind for kind, _ in errors(read(Layout(BY_CLASS).workbook(people)))}


def test_numbers_that_begin_again_under_a_heading_begin_another_household() -> None:
    """1 below the only 1 of the village above is not one of its people."""
    layout = Layout(
        "序号=seq 组=group 姓名=name 身份证号=id 与户主关系=relation 是否享受=covered 类别=grade 保障人数=count 月保障金额=monthly 账号=account"
    )
    chosen, villages = PEOPLE[:5], ["丁湾村", "丙塬村", "甲沟村"]
    numbers, firsts = (1, 2, 3, 1, 1), {0: 0, 3: 1, 4: 2}
    people = [[{**one, "seq": number} for one in each] for number, each in zip(numbers, chosen, strict=True)]
    rows = (book := layout.workbook(people)).sheets[0].rows
    start = 2
    for at, members in enumerate(chosen):
        if at in firsts:
            rows.insert(start, [f"【{villages[firsts[at]]}】", *[None] * (len(rows[0]) - 1)])
            start += 1
        start += len(members)
    roster = read(book)
    assert errors(roster) == [] and [len(family.members) for family in roster.families] == [
        len(each) for each in chosen
    ]
    assert [family.village for family in roster.families] == [villages[0]] * 3 + villages[1:]


@pytest.mark.parametrize("stroke", ["/", "无", "—"])
def test_a_stroke_beside_the_head_is_no_member(stroke: str) -> None:
    plain = Layout(COLUMNS, heads="columns").workbook(PEOPLE)
    struck = Layout(COLUMNS, heads="columns").workbook(PEOPLE)
    for row in struck.sheets[0].rows[2:]:
        if row[5] is None:
            row[5] = row[6] = row[7] = stroke
    assert given(read(struck)) == given(read(plain)) and errors(read(struck)) == []
    struck.sheets[0].rows[2][6] = "640498197211278431"
    assert [kind for kind, _ in errors(read(struck))] == ["name-form"]


def test_with_one_column_of_numbers_the_heads_line_may_leave_the_members_name_blank() -> None:
    book = Layout(COLUMNS.replace(" 户主身份证号=head_id", "")).workbook(PEOPLE)
    rows = book.sheets[0].rows
    for row in rows[2:]:
        row[4] = None if row[6] == "户主" else row[4]
    assert errors(read(book)) == [] and given(read(book)) == wanted(PEOPLE)
    member = next(row for row in rows[2:] if row[6] != "户主")
    member[3], member[4] = rows[2][3], None
    assert [kind for kind, _ in errors(read(book))] == ["name-missing"]


@pytest.mark.parametrize("digits", ["123", "一二三"])
def test_a_class_may_be_a_number_where_all_are(digits: str) -> None:
    number = dict(zip("ABC", digits, strict=True))
    book = Layout(COLUMNS, say={"grade": number.get}).workbook(PEOPLE)
    assert errors(read(book)) == [] and given(read(book)) == wanted(PEOPLE)
    book.sheets[0].rows[2][9] = "A类"
    assert {kind for kind, _ in errors(read(book))} == {"grade-unknown"}


@pytest.mark.parametrize(
    ("yes", "no"),
    [
        ("低保", "非低保"),
        ("保障人口", "非保障人口"),
        ("√", "—"),
        ("√", "/"),
        ("正常", "未保"),
        ("享受人口", "非享受人口"),
    ],
)
def test_answers_in_other_words(yes: str, no: str) -> None:
    roster = read(Layout(COLUMNS, say={"covered": lambda value: yes if value else no}).workbook(PEOPLE))
    assert errors(roster) == [] and given(roster) == wanted(PEOPLE)


@pytest.mark.parametrize("none", [None, 0])
def test_a_number_of_covered_persons_in_each_line_says_who_is_covered(none: int | None) -> None:
    people = families()
    for one in (one for members in people for one in members):
        one["own"] = 1 if one["covered"] else none
    each = COLUMNS.replace(" 是否享受=covered", "").replace("享受人数=count", "享受人数=own")
    roster = read(Layout(each).workbook(people))
    assert errors(roster) == [] and given(roster) == wanted(people)
    assert "household-differs" not in {fault.kind for fault in roster.faults}


def test_a_number_that_stands_once_for_the_household_does_not() -> None:
    people = families()
    for members in people:
        for number, one in enumerate(members):
            one["own"] = None if number else 1
    each = COLUMNS.replace(" 是否享受=covered", "").replace("享受人数=count", "享受人数=own")
    assert [kind for kind, _ in errors(read(Layout(each).workbook(people)))] == ["covered-unknown"]


@pytest.mark.parametrize("word", ["实领金额", "本月发放额", "户月均补差", "月补差金", "本月应发"])
def test_the_amount_under_other_words(word: str) -> None:
    roster = read(Layout(COLUMNS.replace("补差金额=", f"{word}=")).workbook(PEOPLE))
    assert errors(roster) == [] and given(roster) == wanted(PEOPLE)


def test_short_words_for_dibao_in_town_and_country() -> None:
    people = families()
    for one in (one for members in people for one in members):
        one["kind"] = "城低" if int(one["seq"]) > 8 else "农低"
    roster = read(Layout(COLUMNS.replace("类别=grade", "救助类型=kind 类别=grade")).workbook(people))
    assert errors(roster) == []
    assert [family.scheme for family in roster.families] == ["rural_dibao"] * 8 + ["urban_dibao"] * (len(people) - 8)
    assert [from_titles([title]) for title in ("农低", "城低", "城低收入家庭")] == [
        "rural_dibao",
        "urban_dibao",
        "near_dibao",
    ]


@pytest.mark.parametrize("word", ["领取人身份证", "代领人信息|身份证号", "监护人证件"])
def test_the_number_of_whoever_fetches_the_money_is_not_the_heads(word: str) -> None:
    people = families()
    for members in people:
        for one in members:
            one["fetcher"] = members[-1]["id"]
    columns = COLUMNS.replace(" 户主身份证号=head_id", "").replace("一卡通账号=", f"{word}=fetcher 一卡通账号=")
    roster = read(Layout(columns).workbook(people))
    assert errors(roster) == [] and given(roster) == wanted(people)
    assert "head_id" not in roster.parts[0].table.columns
