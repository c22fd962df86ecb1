"""同人: who counts as the same people, and who does not though much agrees."""

from datetime import date, timedelta
from itertools import count
from typing import Any

import pytest

from cases.repeats import Petition, features, propose, split_names
from cases.repeats.bench import measured
from cases.repeats.wording import accused_name

FIRST = "低保金连续两个月未到账，请查明原因。"
AGAIN = "低保金还是没有到账，再次要求查明。"
ID, OTHER_ID = "640498197708131902", "640499196910044564"


def filed(*rows: dict[str, Any]) -> list[tuple[int, int]]:
    """The pairs proposed among petitions that tell one matter, unless a row says otherwise."""
    numbers = count(1)
    petitions = []
    for row in rows:
        number = next(numbers)
        whole: dict[str, Any] = {
            "text": FIRST if number == 1 else AGAIN,
            "village": "乙坪村",
            "township": "新民乡",
            **row,
        }
        petitions.append(Petition(number=number, received=date(2020, 1, 1) + timedelta(days=30 * number), **whole))
    return [(int(pair.a), int(pair.b)) for pair in propose(map(features, petitions))]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"names": ["买英花"], "id_keys": [ID]}, {"names": ["买英华"], "id_keys": [ID], "village": ""}),
        ({"names": ["买英花"], "phone_keys": ["p"]}, {"names": ["买英花"], "phone_keys": ["p"], "village": ""}),
        ({"names": ["买英花"], "phone_keys": ["p"]}, {"names": ["买英化"], "phone_keys": ["p"]}),
        ({"names": ["买莲"], "phone_keys": ["p"]}, {"names": ["买连"], "phone_keys": ["p"]}),
        ({"names": ["买英花"]}, {"names": ["来访人买英花老人"]}),
        ({"names": ["买英花"], "phone_keys": ["p"]}, {"names": [], "phone_keys": ["p"], "anonymous": True}),
        ({"names": ["买英花"], "phone_keys": ["p"]}, {"names": ["匿名"], "phone_keys": ["p"]}),
        ({"names": ["买英花"], "id_keys": [ID]}, {"names": ["买英花"], "phone_keys": ["p"]}),
        ({"names": ["买英花"]}, {"names": ["禹芳", "买英花"], "id_keys": [OTHER_ID], "phone_keys": ["q"]}),
        ({"names": ["买英花"]}, {"names": ["禹芳"], "text": "代母亲买英花反映：低保金还是没有到账。"}),
        (
            {"names": ["买英花"]},
            {"names": ["禹芳"], "text": "我是买英花的儿媳、买英花家属，低保金还是没有到账，再次要求查明。"},
        ),
        ({"names": ["买英花"]}, {"names": ["买英化"]}),
        ({"names": ["买英三"]}, {"names": ["买英山"]}),
        (
            {"names": ["禹芳"], "text": "父亲禹占财的低保金连续两个月未到账，请查明原因。"},
            {"names": ["禹龙"], "text": "老父亲禹占财的低保金还是没有到账，再次要求查明。"},
        ),
        ({"names": ["买英花"]}, {"names": ["禹芳"], "text": "替母买英花来，低保金还是没有到账。"}),
        ({"names": ["买英花"]}, {"names": ["禹芳"], "text": "其婆买英花的低保金还是没有到账。", "village": ""}),
        ({"names": ["买英花"]}, {"names": ["买英花"], "village": ""}),
        ({"names": ["买英花"], "village": "", "township": ""}, {"names": ["买英花"]}),
        (
            {"names": ["买英花"], "phone_keys": ["p"]},
            {"names": ["禹芳"], "phone_keys": ["p"], "text": "替婆婆来，低保金还是没有到账，再次要求查明。"},
        ),
    ],
)
def test_same_people(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert filed(one, other) == [(1, 2)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"names": ["买英花"], "id_keys": [ID]}, {"names": ["买英花"], "id_keys": [OTHER_ID]}),
        ({"names": ["买英花"]}, {"names": ["买英花"], "village": "甲沟村"}),
        ({"names": ["买英花"]}, {"names": ["买英花"], "township": "香水镇"}),
        ({"names": ["买英花"]}, {"names": ["禹芳"]}),
        ({"names": ["买英三"]}, {"names": ["买英山"], "text": FIRST}),
        ({"names": ["买英花"]}, {"names": ["买英化"], "village": "甲沟村"}),
        ({"names": ["买英花"], "id_keys": [ID]}, {"names": ["买英化"], "id_keys": [OTHER_ID]}),
        (
            {"names": ["禹芳"], "text": "丈夫车祸住院，低保金连续两个月未到账，请查明原因。"},
            {"names": ["赛小"], "text": "丈夫车祸住院，低保金还是没有到账，再次要求查明。"},
        ),
        (
            {"names": ["禹芳"], "text": "父亲冶老汉的低保金连续两个月未到账，请查明原因。"},
            {"names": ["赛小"], "text": "父亲冶老汉的低保金还是没有到账，再次要求查明。"},
        ),
        ({"names": ["买英花"], "phone_keys": ["p"]}, {"names": ["禹芳"], "phone_keys": ["p"]}),
        ({"names": ["马玲永"], "phone_keys": ["p"]}, {"names": ["马斌志"], "phone_keys": ["p"], "id_keys": [ID]}),
        (
            {"names": ["买英花"], "phone_keys": ["p"], "text": "替婆婆来，低保金连续两个月未到账，请查明原因。"},
            {"names": ["禹芳"], "phone_keys": ["p"], "text": "低保金还是没有到账，留的是邻居电话。"},
        ),
        ({"names": ["买英花"], "village": ""}, {"names": ["买英花"], "township": "香水镇"}),
        ({"names": ["匿名"]}, {"names": ["匿名"]}),
        ({"names": ["买英花"], "text": "危房改造没有排上。", "id_keys": [ID]}, {"names": ["买英花"], "id_keys": [ID]}),
    ],
)
def test_other_people_or_another_matter(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert filed(one, other) == []


def test_brothers_on_one_telephone_are_two_unless_one_refers_back() -> None:
    one, other = ({"names": [name], "phone_keys": ["p"]} for name in ("买生虎", "买生龙"))
    assert filed(one, {**other, "text": FIRST}) == []
    assert filed(one, other) == [(1, 2)]


def test_an_unsigned_petition_does_not_join_two_strangers() -> None:
    unsigned: dict[str, Any] = {"names": ["匿名"], "phone_keys": ["p"], "anonymous": True}
    one, other = ({"names": [name], "phone_keys": ["p"], "text": FIRST} for name in ("买英花", "禹芳"))
    assert filed(one, unsigned, other) == [(1, 2)]
    assert filed(one, other, unsigned) in ([(1, 3)], [(2, 3)])


def test_the_telephone_of_an_office_says_nothing() -> None:
    strangers: list[dict[str, Any]] = [{"names": [name], "phone_keys": ["p"]} for name in ("买英花", "禹芳", "金彦")]
    assert filed(*strangers, {"names": [], "phone_keys": ["p"], "anonymous": True}) == []


def test_a_number_known_from_another_petition_tells_namesakes_apart() -> None:
    """The first gives no number, but has the telephone of the second: the third is another person."""
    rows: list[dict[str, Any]] = [
        {"names": ["李强"], "phone_keys": ["p"]},
        {"names": ["李强"], "phone_keys": ["p"], "id_keys": [ID], "text": "危房改造没有排上。"},
        {"names": ["李强"], "id_keys": [OTHER_ID]},
    ]
    assert filed(*rows) == []


def test_a_namesake_without_number_is_taken_as_one_of_the_two() -> None:
    rows: list[dict[str, Any]] = [
        {"names": ["李强"], "id_keys": [ID], "text": "本人患尿毒症透析，申请低保。"},
        {"names": ["李强"], "id_keys": [OTHER_ID], "text": "本人患肝硬化，申请低保。"},
        {"names": ["李强"], "text": "透析费用高，申请低保没有评上。"},
    ]
    assert filed(*rows) == [(1, 3)]


def test_the_accused_stands_for_anonymous_accusers() -> None:
    text = "王世荣的弟弟有挖掘机还吃低保。"
    same = {"names": ["匿名"], "anonymous": True, "accused": ["王世荣"], "text": text}
    assert filed(same, {**same, "text": "支书优亲厚友，弟弟有挖机享受低保。"}) == [(1, 2)]
    assert filed(same, {**same, "village": "西塬村"}) == []
    assert filed(same, {**same, "text": "王世荣修路虚报土方套取资金。"}) == []
    spoken = {"names": [], "anonymous": True}
    told = ["反映村支书王世荣给弟弟办低保。", "举报支书王世荣，弟弟吃低保。"]
    assert filed({**spoken, "text": told[0]}, {**spoken, "text": told[1]}) == [(1, 2)]


def test_a_name_without_a_village_is_nobody_where_two_villages_know_it() -> None:
    rows: list[dict[str, Any]] = [
        {"names": ["买英花"], "text": "危房改造没有排上。"},
        {"names": ["买英花"], "village": "甲沟村", "text": FIRST},
        {"names": ["买英花"], "village": ""},
    ]
    assert filed(*rows) == []


def test_the_accused_is_the_same_under_his_office_and_where_one_letter_names_no_village() -> None:
    one = {"names": [], "anonymous": True, "accused": ["支书王世荣"], "text": "弟弟有挖掘机还吃低保。"}
    other = {**one, "accused": ["王世荣"], "village": "", "text": "优亲厚友，弟弟有挖机享受低保。"}
    assert filed(one, other) == [(1, 2)]
    assert filed(one, {**other, "township": "香水镇"}) == []
    names = ("支书冶文林", "冶文林主任", "镇民政办拜主任", "包村干部禹磊", "村会计", "石咀村支书之弟", "马文林")
    assert [accused_name(name) for name in names] == [
        "冶文林", "冶文林", "拜主任", "禹磊", "村会计", "石咀村支书之弟", "马文林"
    ]  # fmt: skip


def test_one_that_only_refers_back_belongs_to_the_last_matter() -> None:
    rows: list[dict[str, Any]] = [
        {"names": ["买英花"], "id_keys": [ID]},
        {"names": ["买英花"], "id_keys": [ID], "text": "危房改造没有排上。"},
        {"names": ["买英花"], "id_keys": [ID], "text": "同前，仍未解决。"},
    ]
    assert filed(*rows) == [(2, 3)]


STRANGERS = "佚名 知情人 热心市民 要求保密 村民代表 二组群众 网民“泾水长流” 未留姓名 马** 某村民 来电人不愿透露 低保户 回族 残疾人"


def test_who_gives_no_name_is_nobodys_namesake() -> None:
    for word in STRANGERS.split():
        assert filed({"names": [word]}, {"names": [word]}) == []


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("兰明福、金玲彦", ["兰明福", "金玲彦"]),
        ("马小军（代父亲马占林）", ["马占林", "马小军"]),
        ("马占林等5人", ["马占林"]),
        ("来访人马占林老人", ["马占林"]),
        ("马占林（女）", ["马占林"]),
        ("张三 李四", ["张三", "李四"]),
        ("马某等5人", []),
        ("张玉莲（残疾人）", ["张玉莲"]),
        ("丁成贵（马永红之女）", ["丁成贵"]),
        ("伍尕娃（女，56岁）", ["伍尕娃"]),
        ("李福海（回族）", ["李福海"]),
        ("李小龙、张风云、禹永红（代表）", ["李小龙", "张风云", "禹永红"]),
        ("沙沟村全体村民（马占林等30人）", ["马占林"]),
        ("群众（代表：马占林、李玉花）", ["马占林", "李玉花"]),
        ("马占林（代表30户）", ["马占林"]),
        ("马小军（受马占林委托）", ["马占林", "马小军"]),
        ("穆慧琴（已故）之子兰尕娃", ["兰尕娃"]),
        ("苏喜娃（代其母马氏）", ["苏喜娃"]),
        *((word, []) for word in STRANGERS.split()),
        ("匿名", []),
        ("", []),
    ],
)
def test_names_of_a_cell(cell: str, names: list[str]) -> None:
    assert split_names(cell) == names


def test_the_bench_runs() -> None:
    assert measured(200)["petitions"] == 200
