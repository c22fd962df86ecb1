"""What county clerks put between, above and beside the families: sections of scheme and class, 城乡 in a column, units,
examples, subtotals, signatures, a sheet for each village or class."""

from collections.abc import Callable
from typing import Any

import pytest

from core.sheets.model import Sheet, Workbook
from recipients.intake.reading import Roster, read_roster
from recipients.rules import Context, check
from tests.recipients.odd_rosters import RATES, WORDS, Layout, Row, families, given, read, wanted

COLUMNS = (
    "序号=seq 村名=village 组别=group 户主姓名=head 户主身份证号=head_id 家庭成员=name 公民身份号码=id 家庭关系=relation"
    " 是否享受=covered 类别=grade 享受人数=count 补差金额=monthly 一卡通账号=account"
)
WITHOUT_GRADE = COLUMNS.replace(" 类别=grade", "")
PEOPLE = families()
ON = {"urban": "城市", "rural": "农村"}


def found(roster: Roster, *, blocks: bool | None = None) -> list[tuple[str, str]]:
    context = Context(roster, "2021-06", "香水镇", ("香水镇",), {"丁湾"}, RATES)
    return [(one.kind, one.cell) for one in check(context) if blocks is None or one.blocks == blocks]


def errors(roster: Roster) -> list[tuple[str, str]]:
    return found(roster, blocks=True)


def first_of(key: Callable[[Row], Any], says: Callable[[Any], str]) -> Callable[[list[Row]], list[list[Any]]]:
    """A line before the first family of each kind."""
    seen: set[Any] = set()

    def before(members: list[Row]) -> list[list[Any]]:
        kind = key(members[0])
        if kind in seen:
            return []
        seen.add(kind)
        return [[says(kind)]]

    return before


def area(one: Row) -> str:
    return "urban" if one["seq"] > 8 else "rural"


def schemes(roster: Roster) -> list[str]:
    return [family.scheme for family in roster.families]


BOTH = [f"{area(members[0])}_dibao" for members in PEOPLE]


def test_a_column_of_town_and_country_tells_which_dibao() -> None:
    people = families()
    for members in people:
        for one in members:
            one["area"] = ON[area(one)]
    for columns in (f"城乡=area {COLUMNS}", f"城乡=area 救助类别=dibao {COLUMNS}"):
        for one in (one for members in people for one in members):
            one["dibao"] = "低保"
        roster = read(Layout(columns, title=[["泾源县城乡低保花名册"]]).workbook(people))
        assert schemes(roster) == BOTH and errors(roster) == [] and given(roster) == wanted(people)
        assert "scheme-assumed" not in dict(found(roster))


def test_dibao_of_town_or_country_that_nobody_tells_is_refused() -> None:
    people = families(2)
    for one in (one for members in people for one in members):
        one["dibao"] = "低保"
    roster = read(Layout(f"救助类别=dibao {COLUMNS}", way="repeat", title=[["花名册"]]).workbook(people))
    assert ("scheme-unknown", "A3") in errors(roster)


def test_lines_above_the_families_tell_the_scheme() -> None:
    says = {"rural": "一、农村低保", "urban": "二、城市低保对象（共4户）"}.__getitem__
    layout = Layout(COLUMNS, title=[["泾源县城乡低保花名册"]], way="merge", before=first_of(area, says))
    roster = read(layout.workbook(PEOPLE))
    assert schemes(roster) == BOTH and errors(roster) == [] and "scheme-assumed" not in dict(found(roster))


def test_a_second_list_below_with_its_own_title_is_of_its_own_scheme() -> None:
    rows: list[list[Any]] = []
    for word, people in (("农村", PEOPLE[:8]), ("城市", PEOPLE[8:])):
        rows += [*Layout(COLUMNS, title=[[f"香水镇{word}低保花名册"]]).workbook(people).sheets[0].rows, [None] * 13]
    roster = read(Workbook("名册.xlsx", "xlsx", [Sheet("名册", rows, [])]))
    assert schemes(roster) == BOTH and errors(roster) == [] and given(roster) == wanted(PEOPLE)


BY_GRADE = sorted(families(), key=lambda members: members[0]["grade"])
SECTIONS = [
    {"A": "一、重点保障户（A类）", "B": "二、基本保障户（B类）", "C": "三、一般保障户（C类）"},
    {"A": "（一）一类低保户", "B": "（二）二类低保户", "C": "（三）三类低保户"},
    {"A": "A类（3户8人）", "B": "B类（4户9人）", "C": "C类"},
    {"A": "一、重点保障户", "B": "二、基本保障户", "C": "三、一般保障户"},
]


@pytest.mark.parametrize("says", SECTIONS)
def test_lines_above_the_families_tell_the_class(says: dict[str, str]) -> None:
    before = first_of(lambda one: one["grade"], says.__getitem__)
    roster = read(Layout(WITHOUT_GRADE, before=before).workbook(BY_GRADE))
    assert errors(roster) == [] and given(roster) == wanted(BY_GRADE)


@pytest.mark.parametrize("names", [{"A": "一类", "B": "二类", "C": "三类"}, {"A": "A类", "B": "B类户", "C": "C类"}])
def test_a_sheet_for_each_class(names: dict[str, str]) -> None:
    pages = [
        Layout(WITHOUT_GRADE).workbook([m for m in BY_GRADE if m[0]["grade"] == grade]).sheets[0] for grade in "ABC"
    ]
    for page, name in zip(pages, names.values(), strict=True):
        page.title = name
    roster = read(Workbook("名册.xlsx", "xlsx", pages))
    assert errors(roster) == [] and given(roster) == wanted(BY_GRADE)


@pytest.mark.parametrize(
    "say",
    [
        {"A": "重点", "B": "基本", "C": "一般"}, {"A": "农村A类", "B": "农村B类", "C": "农村C类"},
        {"A": "低保A类", "B": "低保B类", "C": "低保C类"}, {"A": "A类低保户", "B": "B类低保户", "C": "C类低保户"},
        {"A": "A类（重点）", "B": "B类（基本）", "C": "C类（一般）"},
    ],
)  # fmt: skip
def test_classes_in_words(say: dict[str, str]) -> None:
    roster = read(Layout(COLUMNS, say={"grade": say.get}).workbook(PEOPLE))
    assert errors(roster) == [] and given(roster) == wanted(PEOPLE)


BY_VILLAGE = sorted(families(), key=lambda members: members[0]["village"])
VILLAGES = list(dict.fromkeys(members[0]["village"] for members in BY_VILLAGE))


def of(village: str, title: list[list[Any]]) -> Sheet:
    layout = Layout(COLUMNS.replace(" 村名=village", ""), title=title)
    return layout.workbook([members for members in BY_VILLAGE if members[0]["village"] == village]).sheets[0]


@pytest.mark.parametrize("called", ["{0}", "{1}.{0}", "{1}、{2}", "{2}"])
def test_a_sheet_for_each_village(called: str) -> None:
    pages = [of(village, [["2021年6月农村低保花名册"]]) for village in VILLAGES]
    for number, (page, village) in enumerate(zip(pages, VILLAGES, strict=True), 1):
        page.title = called.format(village, number, village.removesuffix("村"))
    roster = read(Workbook("名册.xlsx", "xlsx", pages))
    assert [family.village.removesuffix("村") for family in roster.families] == [
        members[0]["village"].removesuffix("村") for members in BY_VILLAGE
    ]
    assert errors(roster) == [] and given(roster, without=("village",)) == wanted(BY_VILLAGE, without=("village",))


def test_the_village_stands_in_the_cell_after_the_reporting_unit() -> None:
    unit = [["2021年6月农村低保花名册"], ["填报单位：", None, "香水镇{0}民委员会", None, "单位：元"]]
    pages = []
    for number, village in enumerate(VILLAGES):
        page = of(village, [[str(cell).format(village) if cell else cell for cell in line] for line in unit])
        page.title = f"Sheet{number + 1}"
        pages.append(page)
    roster = read(Workbook("名册.xlsx", "xlsx", pages))
    assert errors(roster) == [] and given(roster) == wanted(BY_VILLAGE)


def test_village_and_group_together_without_the_word_village() -> None:
    people = families()
    for one in (one for members in people for one in members):
        one["place"] = f"{one['village'].removesuffix('村')}{one['group']}组"
    roster = read(Layout(COLUMNS.replace("村名=village 组别=group", "所在村组=place")).workbook(people))
    assert [(family.village, family.group) for family in roster.families] == [
        (members[0]["village"].removesuffix("村"), str(members[0]["group"])) for members in people
    ]


def test_units_examples_subtotals_and_signatures_are_no_persons() -> None:
    layout = Layout(
        COLUMNS,
        before=lambda members: [[None, None, None, "小计", None, None, None, None, None, "2户", 4, 1000]]
        if members[0]["seq"] % 4 == 1 and members[0]["seq"] > 1 else [],
        foot=[[None, "合 计"], ["单位负责人：", None, None, "审核人：", None, None, "制表人：马某"], ["注：1.类别填A、B、C。"]],
    )  # fmt: skip
    sheet = layout.workbook(PEOPLE).sheets[0]
    sheet.rows[2:2] = [
        [None] * 10 + ["（人）", "（元）", None],
        ["例", "某某村", 1, "张三", None, "张三", None, "户主", "是", "A类", 2, 760, None],
    ]
    roster = read(Workbook("名册.xlsx", "xlsx", [sheet]))
    assert errors(roster) == [] and given(roster) == wanted(PEOPLE)


def test_a_head_with_nobody_beside_is_covered_as_the_number_says() -> None:
    """Columns of the head, then those of the other members only."""
    columns = (
        "序号=seq 村=village 组=group 户主=head 身份证号=head_id 类别=grade 家庭人口=persons 救助人数=count 月补助金额=monthly"
        " 社保卡号=account 其他家庭成员|姓名=name 其他家庭成员|与户主关系=relation 其他家庭成员|身份证号=id 其他家庭成员|是否享受=covered"
    )
    sheet = Layout(columns).workbook([]).sheets[0]
    for members in PEOPLE:
        head, others = members[0], members[1:]
        left = [head[k] for k in ("seq", "village", "group", "head", "head_id", "grade", "persons", "count", "monthly")]
        for number, one in enumerate(others or [None]):
            right = [one["name"], one["relation"], one["id"], "是" if one["covered"] else "否"] if one else [None] * 4
            sheet.rows.append([*(left if number == 0 else [None] * 9), None if number else head["account"], *right])
    roster = read(Workbook("名册.xlsx", "xlsx", [sheet]))
    assert errors(roster) == [] and given(roster) == wanted(PEOPLE)


def test_where_only_persons_own_amounts_stand_those_without_are_not_covered() -> None:
    columns = "序号=seq 村=village 组=group 户主=head 户主身份证=head_id 姓名=name 身份证号=id 与户主关系=relation 类别=grade 发放金额=own 账号=account"
    roster = read(Layout(columns, way="repeat").workbook(PEOPLE))
    assert errors(roster) == [] and given(roster) == wanted(PEOPLE)
    once = COLUMNS.replace(" 是否享受=covered", "").replace(" 享受人数=count", "")
    whole = read(Layout(once, way="merge").workbook(PEOPLE))  # a household's amount says nothing of the persons
    assert all(member.covered for family in whole.families for member in family.members)


def turned(way: str, columns: str = COLUMNS) -> Roster:
    """Families whose head stands on their last line."""
    people = [[*members[1:], members[0]] for members in families()]
    for members in people:
        for one in members:
            one |= {"head": members[-1]["name"]}
    return read(Layout(columns, way=way).workbook(people))


@pytest.mark.parametrize("way", ["merge", "repeat"])
@pytest.mark.parametrize("columns", [COLUMNS, COLUMNS.replace(" 户主姓名=head 户主身份证号=head_id", "")])
def test_a_head_on_the_last_line_of_the_family(way: str, columns: str) -> None:
    roster = turned(way, columns)
    assert errors(roster) == [] and sorted(given(roster)) == sorted(wanted(PEOPLE))
    assert {tuple(sorted(m.id for m in family.members)) for family in roster.families} == {
        tuple(sorted(one["id"] for one in members)) for members in PEOPLE
    }


def test_two_heads_of_one_name_one_below_the_other_are_two_families() -> None:
    people = families()
    for one in people[2]:
        one["head"] = people[1][0]["name"]
    people[2][0]["name"] = people[1][0]["name"]
    columns = COLUMNS.replace("序号=seq ", "").replace(" 户主身份证号=head_id", "")
    roster = read(Layout(columns, way="repeat").workbook(people))
    assert errors(roster) == [] and given(roster) == wanted(people)


def test_the_bank_before_the_account_in_one_cell() -> None:
    say = {"account": lambda value: f"黄河农村商业银行 {value}"}
    roster = read(Layout(COLUMNS.replace("一卡通账号", "开户行及账号"), say=say).workbook(PEOPLE))
    assert errors(roster) == [] and given(roster) == wanted(PEOPLE) and "account-form" not in dict(found(roster))


def test_a_signature_in_the_middle_of_the_columns_is_no_person() -> None:
    foot = [["合计", None, None, "12户"], [*[None] * 5, "主要负责人签字：", None, None, "2021年6月20日"]]
    roster = read(Layout(COLUMNS, foot=foot, way="merge").workbook(PEOPLE))
    assert errors(roster) == [] and given(roster) == wanted(PEOPLE)


@pytest.mark.parametrize("names", [("2021.5", "2021.6"), ("2021-05", "2021-06"), ("202105", "202106"), ("5月", "6月")])
def test_of_sheets_called_after_months_the_asked_one_is_read(names: tuple[str, str]) -> None:
    pages = [Layout(COLUMNS).workbook(people).sheets[0] for people in (PEOPLE[:5], PEOPLE)]
    for page, name in zip(pages, names, strict=True):
        page.title = name
    roster = read_roster(Workbook("名册.xlsx", "xlsx", pages), WORDS, RATES, "2021-06")
    assert given(roster) == wanted(PEOPLE) and roster.skipped == [names[0]]


@pytest.mark.parametrize(
    "say", [("保", "不保"), ("低保对象", "非低保对象"), ("正常享受", "未享受"), ("已纳入", "未纳入")]
)
def test_other_answers_to_who_is_covered(say: tuple[str, str]) -> None:
    layout = Layout(COLUMNS, say={"covered": {True: say[0], False: say[1]}.get})
    roster = read(layout.workbook(PEOPLE))
    assert errors(roster) == [] and given(roster) == wanted(PEOPLE)
