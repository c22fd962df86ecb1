"""The 入户核查表 as a form, made from the questions; what was typed is handed on as text, rules.filled reads it."""

import re
from collections.abc import Iterator
from typing import Any

from django import forms

from core import months
from core.models import User
from recipients.search import Asked

from ..models import Draw, Outcome, ProblemCode, Visit, VisitKind
from ..rules import questions
from ..rules import visit_is_complete as complete
from ..rules.filled import LONGEST_SUMMARY, MOST_FEN, Filled

ANSWER, MEMBER = "a-", "m-"
BLANK_ROWS = 1
NEW_ROW = "new"
ROW = re.compile(rf"{MEMBER}(\d{{1,2}})-")
DATE = {"type": "date"}


def _field(asked: questions.Question) -> forms.Field:
    """The input a question is answered with."""
    common: dict[str, Any] = {"label": asked.label, "required": False, "help_text": asked.help}
    if asked.kind == "yes_no":
        return forms.ChoiceField(widget=forms.RadioSelect, choices=[(o, o) for o in asked.options], **common)
    if asked.options:
        return forms.ChoiceField(choices=[("", "请选择"), *((o, o) for o in asked.options)], **common)
    widget: forms.Widget = forms.TextInput(attrs={"maxlength": asked.longest, "autocomplete": "off"})
    if asked.kind == "count":
        widget = forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 7, "autocomplete": "off"})
    elif asked.kind in {"date", "month"}:
        widget = forms.DateInput(attrs={"type": asked.kind})
    elif asked.kind == "long":
        widget = forms.Textarea(attrs={"rows": 2, "maxlength": asked.longest})
    return forms.CharField(widget=widget, **common)


class VisitForm(forms.Form):
    """What was found. `kind` is the kind of drawn item; `filled` what the visit holds; `members` rows to start from."""

    visited_on = forms.CharField(label="入户日期", required=False, widget=forms.DateInput(attrs=DATE))
    outcome = forms.ChoiceField(label="核查结论", required=False, widget=forms.RadioSelect)
    problems = forms.MultipleChoiceField(
        label="问题码", required=False, choices=ProblemCode.choices, widget=forms.CheckboxSelectMultiple
    )
    overpaid_yuan = forms.CharField(
        label="多发金额", required=False, max_length=20, widget=forms.TextInput(attrs={"inputmode": "decimal"})
    )
    summary = forms.CharField(
        label="情况说明", required=False, max_length=LONGEST_SUMMARY, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(
        self,
        *args: Any,
        kind: str,
        filled: Filled | None = None,
        members: list[dict[str, str]] | None = None,
        **kw: Any,
    ) -> None:
        kw.setdefault("initial", _initial(filled, members or []) if filled else {})
        super().__init__(*args, **kw)
        self.kind = kind
        allowed = complete.outcomes(kind)
        outcome = self.fields["outcome"]
        assert isinstance(outcome, forms.ChoiceField)
        outcome.choices = [choice for choice in Outcome.choices if choice[0] in allowed]
        for key, asked in questions.plain(kind).items():
            self.fields[ANSWER + key] = _field(asked)
        self.rows_of = next((part for part in questions.sections(kind) if part.rows), None)
        for row in self._rows():
            self._add_row(row)

    def _rows(self) -> list[str]:
        if self.rows_of is None:
            return []
        source = self.data if self.is_bound else self.initial
        known = sorted({int(found[1]) for name in source if (found := ROW.match(name))})[: questions.MOST_MEMBERS]
        count = (known[-1] + 1 if known else 0) + (0 if self.is_bound else BLANK_ROWS)
        return [str(at) for at in range(min(count, questions.MOST_MEMBERS))] + [NEW_ROW]

    def _add_row(self, row: str) -> None:
        assert self.rows_of is not None
        for asked in self.rows_of.questions:
            self.fields[f"{MEMBER}{row}-{asked.key}"] = _field(asked)

    def parts(self, facts: dict[str, str]) -> Iterator[dict[str, Any]]:
        """The sections in order: title, and either fields with what the roster says, or rows of fields."""
        for part in questions.sections(self.kind):
            if part.rows:
                rows = [[self[f"{MEMBER}{row}-{q.key}"] for q in part.questions] for row in self._rows()]
                yield {"key": part.key, "title": part.title, "rows": rows[:-1], "blank": rows[-1]}
                continue
            fields = [self._asked(q, facts) for q in part.questions]
            wrong = any(each["field"].errors for each in fields)
            yield {
                "key": part.key,
                "title": part.title,
                "fields": fields,
                "open": wrong or any(q.required for q in part.questions),
            }

    def _asked(self, asked: questions.Question, facts: dict[str, str]) -> dict[str, Any]:
        known = facts.get(asked.roster, "") if asked.roster else ""
        hint = "；".join(filter(None, [f"花名册：{known}" if known else "", asked.help]))
        label = f"{asked.label}（必答）" if asked.required else asked.label
        return {"field": self[ANSWER + asked.key], "help": hint, "label": label, "wide": asked.kind == "long"}

    def raw(self) -> dict[str, Any]:
        """What was typed, as rules.filled.read takes it."""
        data = self.cleaned_data
        answers: dict[str, Any] = {
            name.removeprefix(ANSWER): value for name, value in data.items() if name.startswith(ANSWER)
        }
        if self.rows_of is not None:
            keys = [asked.key for asked in self.rows_of.questions]
            rows = [row for row in self._rows() if row != NEW_ROW]
            answers[questions.MEMBERS] = [{key: data.get(f"{MEMBER}{row}-{key}", "") for key in keys} for row in rows]
        own = {name: data.get(name) or "" for name in ("visited_on", "outcome", "overpaid_yuan", "summary")}
        return own | {"problems": data.get("problems") or [], "answers": answers}


def _initial(filled: Filled, members: list[dict[str, str]]) -> dict[str, Any]:
    rows = filled.answers.get(questions.MEMBERS) or members
    values: dict[str, Any] = {
        "visited_on": filled.visited_on.isoformat() if filled.visited_on else "",
        "outcome": filled.outcome,
        "problems": list(filled.problems),
        "overpaid_yuan": yuan_text(filled.overpaid_fen),
        "summary": filled.summary,
    }
    values |= {ANSWER + key: value for key, value in filled.answers.items() if key != questions.MEMBERS}
    for at, row in enumerate(rows[: questions.MOST_MEMBERS]):
        values |= {f"{MEMBER}{at}-{key}": value for key, value in row.items()}
    return values


def yuan_text(fen: int) -> str:
    """Fen as they are typed: 310 or 310.50; "" for nothing."""
    if not 0 < fen <= MOST_FEN:
        return ""
    return str(fen // 100) if fen % 100 == 0 else f"{fen // 100}.{fen % 100:02d}"


class AbsenceForm(forms.Form):
    """The day nobody was at home."""

    day = forms.DateField(label="未在家的日期", widget=forms.DateInput(attrs=DATE, format="%Y-%m-%d"))


class VisitDayForm(forms.Form):
    """From which day a township is visited."""

    township = forms.RegexField(r"^\d{9}$")
    day = forms.DateField(label="入户日", widget=forms.DateInput(attrs=DATE, format="%Y-%m-%d"))


class FindHouseholdForm(forms.Form):
    """Name, pinyin initials or the whole ID number of somebody in the household to visit."""

    q = forms.CharField(label="姓名、拼音首字母或完整身份证号", max_length=30, strip=True)

    def asked(self, user: User) -> Asked:
        """What to look for in the person's own area."""
        from core.crypto import id_index

        text = self.cleaned_data["q"].upper().replace(" ", "")
        if re.fullmatch(r"\d{17}[\dX]", text):
            return Asked(area=user.scope, id_index=id_index(text))
        return Asked(area=user.scope, **({"initials": text} if re.fullmatch(r"[A-Z]+", text) else {"name": text}))


class RoutineForm(forms.Form):
    """What kind of visit, and who goes along."""

    kind = forms.ChoiceField(label="性质", widget=forms.RadioSelect)
    second = forms.ChoiceField(label="同行的第二核查人", required=False)

    def __init__(self, *args: Any, kinds: list[VisitKind], colleagues: list[User], **kw: Any) -> None:
        super().__init__(*args, **kw)
        kind, second = self.fields["kind"], self.fields["second"]
        assert isinstance(kind, forms.ChoiceField) and isinstance(second, forms.ChoiceField)
        kind.choices = [(each.value, each.label) for each in kinds]
        kind.initial = kinds[0].value
        self.people = {str(each.pk): each for each in colleagues}
        second.choices = [("", "以后再选"), *((pk, each.display_name) for pk, each in self.people.items())]


class VisitFilterForm(forms.Form):
    """Which visits of the county to list."""

    draw = forms.ChoiceField(label="抽签", required=False)
    town = forms.ChoiceField(label="乡镇", required=False)
    state = forms.ChoiceField(label="状态", required=False, choices=[("", "全部"), *Visit.State.choices])
    outcome = forms.ChoiceField(label="结论", required=False, choices=[("", "全部"), *Outcome.choices])
    kind = forms.ChoiceField(label="性质", required=False, choices=[("", "全部"), *VisitKind.choices])

    def __init__(self, *args: Any, draws: list[Draw], towns: list[tuple[str, str]], **kw: Any) -> None:
        super().__init__(*args, **kw)
        draw, town = self.fields["draw"], self.fields["town"]
        assert isinstance(draw, forms.ChoiceField) and isinstance(town, forms.ChoiceField)
        draw.choices = [("", "全部"), *((str(each.pk), f"{each.code} {each.title}") for each in draws)]
        town.choices = [("", "全部"), *towns]

    def lookups(self) -> dict[str, str]:
        """The filters as lookups of visits; an unreadable form filters nothing."""
        if not self.is_valid():
            return {}
        names = {"draw": "item__draw", "town": "township_code", "state": "state", "outcome": "outcome", "kind": "kind"}
        return {column: value for name, column in names.items() if (value := self.cleaned_data.get(name))}


def today_text() -> str:
    """Today in Shanghai, as date inputs write it."""
    return months.today().isoformat()
