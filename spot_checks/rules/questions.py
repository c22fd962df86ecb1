"""The questions of the 入户核查表, as data: which sections a visit asks, by what was drawn.

Answers are a plain mapping {question key: text}, and under "members" a list of rows. The same table makes the phone form,
the printed form and the offline packet. Legal basis: the county's 入户核查表 (housing, members, income, support, public
notice, kin of officials), extended for lines taken off, deaths and villages that reported nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

MEMBERS = "members"
MOST_MEMBERS = 20
SHORT, LONG = 60, 300
YES, NO = "是", "否"
YES_NO = (YES, NO)


@dataclass(frozen=True)
class Question:
    """One question. `kind`: text · long · yes_no · choice · count · date · month. `roster` names the fact of the roster that
    is shown beside it. A `required` one must be answered before the visit is handed over."""

    key: str
    label: str
    kind: str = "text"
    choices: tuple[str, ...] = ()
    roster: str = ""
    help: str = ""
    required: bool = False

    @property
    def options(self) -> tuple[str, ...]:
        """What may be chosen; empty where words are typed."""
        return YES_NO if self.kind == "yes_no" else self.choices

    @property
    def longest(self) -> int:
        """How many characters an answer may have."""
        return LONG if self.kind == "long" else SHORT


@dataclass(frozen=True)
class Section:
    """A folding part of the form; `rows` means one row for each member of the household."""

    key: str
    title: str
    questions: tuple[Question, ...]
    rows: bool = False


Q = Question
HEALTH = ("健康", "一般", "常年患病", "残疾", "重残")
FAMILY = Section(
    "family",
    "家庭情况",
    (
        Q("head", "户主姓名", roster="head", help="与花名册一致可不填"),
        Q("persons", "家庭人口（人）", "count", roster="persons", help="与花名册一致可不填"),
        Q("covered", "保障人数（人）", "count", roster="covered", help="与花名册一致可不填"),
        Q("filed_poor", "是否建档立卡（脱贫）户", "yes_no"),
        Q("hardship", "致贫原因", roster="hardship"),
        Q("disability", "残疾种类、等级"),
        Q("self_care", "自理能力", "choice", ("具备", "部分丧失", "完全丧失")),
        Q("care_mode", "供养方式、护理人员", help="特困供养对象填写"),
    ),
)
PEOPLE = Section(
    MEMBERS,
    "家庭成员",
    (
        Q("name", "姓名"),
        Q("relation", "与户主关系"),
        Q("health", "健康状况", "choice", HEALTH),
        Q("work", "职业（务工）状况"),
        Q("income", "年收入（元）", "count"),
    ),
    rows=True,
)
MEANS = Section(
    "means",
    "住房和家产",
    (
        Q("housing", "住房", help="间数、结构、是否危房"),
        Q("vehicles", "交通工具", help="汽车、农用车、摩托车"),
        Q("livestock", "牲畜", help="牛、羊、鸡各多少"),
        Q("other_assets", "其他财产", help="商品房、存款、商铺等"),
    ),
)
INCOME = Section(
    "income",
    "收入和赡养",
    (
        Q("income_sources", "经济来源", help="种植、养殖、务工、补贴"),
        Q("support", "赡养、抚养、扶养人的能力"),
        Q("official_kin", "是否干部近亲属", "yes_no"),
        Q("official_kin_who", "与谁是什么关系", help="选“是”时填写"),
    ),
)
NOTICE = Section(
    "notice",
    "村级公示和符合情况",
    (
        Q("published", "村级是否公示", "yes_no"),
        Q("paid_in_full", "本人是否领到，金额是否相符", "yes_no"),
        Q("qualifies", "是否符合条件", "yes_no", required=True),
        Q("qualifies_why", "理由", "long"),
    ),
)
STOPPED = Section(
    "stopped",
    "停保情况",
    (
        Q("stop_right", "停保是否正确", "yes_no", required=True),
        Q("stop_why", "停保的实际原因", "long"),
        Q("told_in_writing", "是否书面告知家庭", "yes_no", required=True),
        Q("told_how", "何时、怎样告知"),
        Q("needs_help", "停保后是否仍有困难", "yes_no"),
    ),
)
DEATH = Section(
    "death",
    "死亡情况",
    (
        Q("death_date", "死亡日期", "date", required=True),
        Q("death_source", "死亡日期据谁所说", "choice", ("家属", "村干部", "村医", "殡葬", "群众"), required=True),
        Q("last_paid", "停发月份", "month", help="从哪个月起不再发放"),
        Q("kept_drawing", "死亡后是否有人继续支取", "yes_no"),
        Q("rest_of_family", "其余成员是否仍符合条件", "yes_no"),
    ),
)
SOURCES = ("deaths_cadre", "deaths_doctor", "deaths_funeral", "deaths_people")
NIL = Section(
    "nil",
    "上次报告以来死亡人数（不记姓名）",
    (
        Q("deaths_cadre", "据村干部所说（人）", "count"),
        Q("deaths_doctor", "据村医所说（人）", "count"),
        Q("deaths_funeral", "据殡葬方面所说（人）", "count"),
        Q("deaths_people", "据群众所说（人）", "count"),
        Q("deaths_covered", "其中享受救助的（人）", "count", required=True, help="没有填 0"),
        Q("asked_how", "怎样了解的", "long", help="走访了哪几个组、看了什么台账"),
    ),
)
VIDEO = Section("video", "视频核实", (Q("video_seen", "视频中见到谁、怎样确认身份"),))

HOUSEHOLD_FORM = (FAMILY, PEOPLE, MEANS, INCOME, NOTICE, VIDEO)
FORMS: dict[str, tuple[Section, ...]] = {
    "change_out": (STOPPED, FAMILY, PEOPLE, MEANS, INCOME, VIDEO),
    "death": (DEATH, PEOPLE),
    "nil_village": (NIL,),
}


def sections(kind: str) -> tuple[Section, ...]:
    """The sections a visit asks for this kind of drawn item; routine visits ask as for a household on the roster."""
    return FORMS.get(kind, HOUSEHOLD_FORM)


def plain(kind: str) -> dict[str, Question]:
    """The questions that are answered once, by key."""
    return {each.key: each for part in sections(kind) if not part.rows for each in part.questions}


def unanswered(kind: str, answers: Mapping[str, Any]) -> list[str]:
    """The labels of required questions that have no answer."""
    return [each.label for each in plain(kind).values() if each.required and not answers.get(each.key)]
