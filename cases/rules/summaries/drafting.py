"""The text a work summary begins with: plain official Chinese over the month's figures, to be edited by a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

PARAGRAPHS = (
    (
        "一、动态管理月报告情况",
        (
            "本月动态管理月报【月报报送】，增减人员名单【增减名单】，死亡人员报告【死亡报告】。新增救助对象【新增户】户，户内增员和新增共"
            "【新增人】人；退出【退出户】户，减少【减少人】人，其中死亡【死亡人】人；变更【变更户】户。"
        ),
    ),
    (
        "二、信访事项办理情况",
        (
            "本月收到社会救助领域信访件【收到信访】件，书面答复【答复信访】件；目前在办【在办信访】件，其中超期【超期信访】件。"
            "接待政策咨询【政策咨询】人次。"
        ),
    ),
    (
        "三、问题整改情况",
        (
            "本月新立账问题【新立问题】条，销号【销号问题】条，反弹重办【反弹问题】条；目前在办【在办问题】条，其中逾期【逾期问题】条。"
            "突出和典型问题【突出典型】条，详见《典型问题办理台账》。累计应追回资金【应追回】元，已追回【已追回】元。"
        ),
    ),
    (
        "四、核查和督办情况",
        "本月入户核查【入户核查】户，查出问题【查出问题】户。收到督办文书【收到督办】件，答复【答复督办】件，待答复【待答督办】件。",
    ),
)
NEXT = "五、存在的问题和下步打算"
# (figure, what it asks for when it is not 0)
PRESSING = (
    ("entries_overdue", "逾期整改【逾期问题】条，要逐条明确责任人和完成时间，尽快申请销号。"),
    ("petitions_overdue", "超期信访【超期信访】件，要抓紧书面答复并说明逾期原因。"),
    ("orders_waiting", "待答复督办文书【待答督办】件，要按时限书面答复。"),
    ("entries_rebounded", "反弹问题【反弹问题】条，要查清原因，完善防反弹的措施。"),
)
CALM = "继续做好重点人群摸排和动态管理，发现问题立即纠正，及时回应群众诉求。"


def draft(facts: Mapping[str, Any]) -> str:
    """The township's text: five numbered parts, every number a reference."""
    parts = [f"{title}\n{said}" for title, said in PARAGRAPHS]
    pressing = [said for name, said in PRESSING if facts.get(name)]
    return "\n".join([*parts, f"{NEXT}\n" + ("".join(pressing) if pressing else CALM)])


def combine(facts: Mapping[str, Any], townships: Sequence[tuple[str, str]], missing: Sequence[str]) -> str:
    """The county's text: the four parts over the county's figures, then what each township (name, its text with figures in
    place) says of problems and next steps, then who has not reported."""
    parts = [f"{title}\n{said}" for title, said in PARAGRAPHS]
    lines = ["五、各乡镇工作情况"]
    lines += [f"（{chinese(n)}）{name}。{own_words(text)}" for n, (name, text) in enumerate(townships, 1)]
    if missing:
        lines.append(f"{'、'.join(missing)}尚未报送本月工作情况。")
    return "\n".join([*parts, *lines, "六、下步打算\n" + _county_next(facts)])


def own_words(text: str) -> str:
    """What a township's text says under its last heading, on one line; all of it where it has no headings."""
    head = text.rfind("\n五、")
    kept = text[head + 1 :] if head >= 0 else text
    lines = [line.strip() for line in kept.splitlines() if line.strip() and not line.startswith("五、")]
    return "".join(lines)


def _county_next(facts: Mapping[str, Any]) -> str:
    return "".join(said for name, said in PRESSING if facts.get(name)) + CALM


def chinese(number: int) -> str:
    """1 as 一, up to 99."""
    digits = "〇一二三四五六七八九"
    tens, ones = divmod(number, 10)
    if not tens:
        return digits[ones]
    return ("" if tens == 1 else digits[tens]) + "十" + (digits[ones] if ones else "")
