"""The cells of one line: clean values into a Line, the rest into its problems."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from typing import Any

from core import months
from core.sheets import values
from core.sheets.synonyms import Synonyms
from recipients.intake.places import placed
from recipients.intake.schemes import CARE, ONLY_DIBAO, settled

from ..rules.facts import Line
from .kinds import OUT, direction, kind_of

TEXTS = {"village": 60, "group": 30, "bank": 60, "note": 200, "account_holder": 50}
OLD_NEW = {
    "old_grade": "grade_before",
    "new_grade": "grade_after",
    "old_count": "covered_before",
    "new_count": "covered_after",
    "old_monthly": "fen_before",
    "new_monthly": "fen_after",
}
BARE = {"grade": "grade", "covered_count": "covered", "monthly": "fen"}
# Both in one cell: B类→A类, 3人→2人.
TURNS = {"turn_grade": "grade", "turn_count": "covered", "turn_monthly": "fen"}
TURN = re.compile(r"\s*(?:→|—+>|-+>|=+>|➔|➜|⇒|变更?为|调整?为|变成)\s*")
RENAMED = OLD_NEW | {
    "change_kind": "kind",
    "new_head_id": "id_number",
    "new_head_name": "name",
    "new_care": "care_level",
    "start_month": "effective_month",
    "end_month": "effective_month",
    "evidence": "note",
}
NUMBERS: dict[str, Callable[[Any], tuple[Any, str | None]]] = {
    "covered_before": values.count,
    "covered_after": values.count,
    "fen_before": values.money_fen,
    "fen_after": values.money_fen,
}
BARE_DAY = re.compile(r"\d{1,2}月\d{1,2}[日号]\Z")
DIED = re.compile(r"死亡|去世|病故|亡故|身故|病逝|逝世|过世|离世|身亡")
OTHERS_DEATH = re.compile(
    r"(?:父|母|配偶|丈夫|妻|子|女|儿|孙|兄|弟|姐|妹|亲人|亲属|劳动?力|监护人|扶养人).{0,3}(?:死|去|病|亡|身|逝|过|离)"
)


class Cells:
    """Fills Lines from raw fields under the column meanings of form 'changes'."""

    def __init__(self, synonyms: Synonyms, month: str, today: dt.date) -> None:
        self.synonyms, self.month, self.today = synonyms, month, today

    def fill(self, line: Line, raw: Mapping[str, Any], told: str, scheme: str) -> None:
        """Read every field of `raw` into `line`; `told` is the direction its sheet names, `scheme` its title's."""
        self._reason(line, raw.get("reason") or raw.get("hardship"))
        word = values.text(raw.get("change_kind"))[0] or ""
        line.kind, problem = kind_of(word, told, line.reason_code, self.synonyms)
        if problem:
            line.problems.append(("kind", problem))
        if word and not line.reason and self.synonyms.value("change_reason", word) and line.kind.startswith("loose:"):
            self._reason(line, word)
        self._scheme(line, raw, scheme)
        self._people(line, raw)
        self._amounts(line, raw)
        self._dates(line, raw)
        self._texts(line, raw)
        self._care(line, raw)
        if direction(line.kind) == OUT and not line.reason_code:
            self._death(line)

    def _death(self, line: Line) -> None:
        """Who leaves with a date of death, or for 因病死亡, has died; 父亲去世 is another's death."""
        if line.death_date and not line.reason:
            self._reason(line, "死亡")
        elif line.death_date or (DIED.search(line.reason) and not OTHERS_DEATH.search(line.reason)):
            line.reason_code = "death"

    def _names_death(self, line: Line, raw: Mapping[str, Any]) -> bool:
        """True where the line itself says that who leaves has died: then （已故） beside the name tells nothing new."""
        return direction(line.kind) == OUT and bool(DIED.search(line.reason) or raw.get("death_date"))

    def _take(self, line: Line, field: str, outcome: tuple[Any, str | None]) -> Any:
        """The value of a cleaner; a problem is kept, a warning's value too."""
        value, problem = outcome
        if problem and problem not in ("id-missing", "name-missing"):
            line.problems.append((field, problem))
            return value if problem in values.WARNINGS else None
        return value

    def _reason(self, line: Line, value: Any) -> None:
        line.reason = (values.text(value)[0] or "")[:60]
        codes, unknown = self.synonyms.values("change_reason", line.reason or None)
        line.reason_code = codes[0] if codes and not unknown else ""

    def _scheme(self, line: Line, raw: Mapping[str, Any], title: str) -> None:
        word, area = (values.text(raw.get(name))[0] or "" for name in ("scheme", "area_type"))
        line.scheme = settled(word, area, title, self.synonyms)
        if (
            word and not line.scheme and not ONLY_DIBAO.match(word)
        ):  # 低保 alone: the roster or the other lines tell which
            line.problems.append(("scheme", "scheme-unknown"))
        if line.scheme == "temporary_assistance" and word:
            line.aid_kind = "emergency" if "急难" in word else "expenditure" if "支出" in word else ""

    def _people(self, line: Line, raw: Mapping[str, Any]) -> None:
        for field in ("head_id", "id_number"):
            value = raw.get(field) if field == "head_id" else raw.get("id_number") or raw.get("new_head_id")
            found = self._take(line, field, values.id_number(value, today=self.today))
            setattr(line, field, found or "")
        for field in ("head_name", "name"):
            value = raw.get(field) if field == "head_name" else raw.get("name") or raw.get("new_head_name")
            found = self._take(line, field, values.marked_name(value, is_dead=self._names_death(line, raw)))
            setattr(line, field, found or "")
        line.account = self._take(line, "account", values.account(raw.get("account"))) or ""
        line.relation = (values.text(raw.get("relation"))[0] or "")[:30]
        if line.relation and not self.synonyms.value("relation", line.relation):
            line.problems.append(("relation", "relation-unknown"))

    def _amounts(self, line: Line, raw: Mapping[str, Any]) -> None:
        side = "before" if direction(line.kind) == OUT else "after"
        given = {new: raw[old] for old, new in OLD_NEW.items() if raw.get(old) is not None}
        for name, stem in TURNS.items():
            sides = TURN.split(values.text(raw.get(name))[0] or "")
            if len(sides) == 2:
                given |= {f"{stem}_{at}": told for at, told in zip(("before", "after"), sides, strict=True) if told}
        for name, stem in BARE.items():
            if raw.get(name) is not None:
                given.setdefault(f"{stem}_{side}", raw[name])
        for field, value in given.items():
            if field in NUMBERS:
                setattr(line, field, self._take(line, field, NUMBERS[field](value)))
            else:
                grade = values.choice(value, lambda word: self.synonyms.value("grade", word), "grade-unknown")
                setattr(line, field, self._take(line, field, grade) or "")
        each = values.money_fen(raw.get("per_person"))
        if line.fen_after is None and side == "after" and not each[1] and each[0] and line.covered_after:
            line.fen_after = int(each[0]) * line.covered_after

    def _dates(self, line: Line, raw: Mapping[str, Any]) -> None:
        value = raw.get("effective_month")
        if value is None:
            value = raw.get("end_month" if direction(line.kind) == OUT else "start_month")
        line.effective_month = self.month_of(line, value)
        day = self._take(line, "death_date", self.day_of(raw.get("death_date")))
        line.death_date = day.isoformat() if day else ""

    def day_of(self, value: Any) -> tuple[Any, str | None]:
        """A day as typed and its problem; a bare 7月3日 is the last one up to the end of the month reported."""
        day, problem = values.date(value)
        bare, year = BARE_DAY.match(str(day)) if problem else None, int(self.month[:4])
        for at in (year, year - 1) if bare else ():
            found, doubt = values.date(f"{at}年{day}")
            if not doubt and isinstance(found, dt.date) and months.of(found) <= self.month:
                return found, None
        return day, problem

    def month_of(self, line: Any, value: Any) -> str:
        """A month as typed; a bare 1月 in December's list is the next year's, a year that is written stands."""
        found = self._take(line, "effective_month", values.month(value, default_year=int(self.month[:4])))
        bare = values.month(value)[1] is not None
        if found and bare and found < self.month and months.add(found, 12) <= months.add(self.month, 1):
            found = months.add(found, 12)
        return found or ""

    def _texts(self, line: Line, raw: Mapping[str, Any]) -> None:
        for field, size in TEXTS.items():
            setattr(line, field, (values.text(raw.get(field))[0] or "")[:size])
        line.village, line.group = placed(line.village, line.group)
        changed = [values.text(raw.get(name))[0] for name in ("old_value", "new_value")]
        if any(changed) and not line.note:
            line.note = "→".join(filter(None, changed))[:200]

    def _care(self, line: Line, raw: Mapping[str, Any]) -> None:
        for name in ("care_level", "care_mode", "new_care"):
            word = values.text(raw.get(name))[0]
            if word:
                level, mode = self.synonyms.value("care", word), self.synonyms.value("care_mode", word)
                line.care_level = CARE.get(level or "", line.care_level)
                line.care_mode = mode or line.care_mode
