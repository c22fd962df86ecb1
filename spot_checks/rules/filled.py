"""What inspectors fill in, from whichever way it came: read strictly, so that a packet's file and a form say the same."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from . import questions

MOST_FEN = 100_000_000_00
LONGEST_SUMMARY = 500
MOST_ABSENCES = 10
NUMBER = re.compile(r"\d{1,7}")
MONTH = re.compile(r"(19|20)\d{2}-(0[1-9]|1[0-2])")


class Unreadable(ValueError):
    """The text in it says in Chinese what cannot be read."""


@dataclass(frozen=True)
class Filled:
    """A filled-in form. Dates are days in Shanghai, money is fen, `answers` holds only known questions (rules.questions)."""

    visited_on: dt.date | None = None
    outcome: str = ""
    problems: tuple[str, ...] = ()
    overpaid_fen: int = 0
    summary: str = ""
    answers: dict[str, Any] = field(default_factory=dict)
    absences: tuple[dt.date, ...] = ()


def read(raw: Mapping[str, Any], kind: str) -> Filled:
    """The form in `raw` (visited_on, outcome, problems, overpaid_yuan, summary, answers, absences; all text or lists of text)
    as asked for a drawn item of this `kind`. Raises Unreadable."""
    problems = _list(raw.get("problems"), "问题码")
    days = [_day(each, "未在家日期") for each in _list(raw.get("absences"), "未在家日期")[:MOST_ABSENCES]]
    return Filled(
        visited_on=_day(raw.get("visited_on"), "入户日期"),
        outcome=_text(raw.get("outcome"), "结论", 12),
        problems=tuple(sorted({_text(each, "问题码", 3) for each in problems})),
        overpaid_fen=fen(raw.get("overpaid_yuan")),
        summary=_text(raw.get("summary"), "情况说明", LONGEST_SUMMARY),
        answers=clean(raw.get("answers") or {}, kind),
        absences=tuple(sorted({day for day in days if day is not None})),
    )


def fen(value: Any) -> int:
    """Yuan as typed (310, 1,240.50) in fen. Raises Unreadable."""
    text = _text(value, "多发金额", 20).replace(",", "").replace("，", "")
    if not text:
        return 0
    try:
        amount = Decimal(text) * 100
    except InvalidOperation:
        raise Unreadable("多发金额请填数字，单位是元，例如 310 或 310.50。") from None
    if not amount.is_finite() or amount != amount.to_integral_value() or not 0 <= amount <= MOST_FEN:
        raise Unreadable("多发金额应是不小于 0 的元数，最多两位小数。")
    return int(amount)


def clean(answers: Any, kind: str) -> dict[str, Any]:
    """The answers to questions of this form; unknown keys and blanks are left out. Raises Unreadable."""
    if not isinstance(answers, Mapping):
        raise Unreadable("核查表的内容读不出来。")
    found = {key: _answer(answers.get(key), asked) for key, asked in questions.plain(kind).items()}
    kept: dict[str, Any] = {key: text for key, text in found.items() if text}
    part = next((part for part in questions.sections(kind) if part.rows), None)
    rows = _list(answers.get(questions.MEMBERS), "家庭成员")[: questions.MOST_MEMBERS] if part else []
    if part and (members := [row for row in (_row(each, part) for each in rows) if row]):
        kept[questions.MEMBERS] = members
    return kept


def _row(raw: Any, part: questions.Section) -> dict[str, str]:
    if not isinstance(raw, Mapping):
        raise Unreadable("家庭成员的内容读不出来。")
    found = {asked.key: _answer(raw.get(asked.key), asked) for asked in part.questions}
    return {key: text for key, text in found.items() if text}


def _answer(value: Any, asked: questions.Question) -> str:
    text = _text(value, asked.label, asked.longest)
    if not text:
        return ""
    if asked.options and text not in asked.options:
        raise Unreadable(f"“{asked.label}”只能选：{'、'.join(asked.options)}。")
    if asked.kind == "count" and not NUMBER.fullmatch(text):
        raise Unreadable(f"“{asked.label}”请填整数。")
    if asked.kind == "date":
        _day(text, asked.label)
    if asked.kind == "month" and not MONTH.fullmatch(text):
        raise Unreadable(f"“{asked.label}”请写作 2021-07 的形式。")
    return text


def _text(value: Any, label: str, longest: int) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Unreadable(f"“{label}”的内容读不出来。")
    text = value.replace("\x00", "").strip()
    if len(text) > longest:
        raise Unreadable(f"“{label}”最多 {longest} 个字。")
    return text


def _list(value: Any, label: str) -> Sequence[Any]:
    if value is None:
        return []
    if not isinstance(value, (list, tuple)):
        raise Unreadable(f"“{label}”的内容读不出来。")
    return value


def _day(value: Any, label: str) -> dt.date | None:
    text = _text(value, label, 10)
    if not text:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise Unreadable(f"“{label}”请写作 2021-07-23 的形式。") from None
