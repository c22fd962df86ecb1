"""What a line does: from its own word, from the section or the sheet it stands in, in the end from the roster."""

from __future__ import annotations

import re
from collections.abc import Iterable

from core.sheets.findings import WARNING, Finding
from core.sheets.synonyms import Synonyms, shipped
from core.sheets.words import plain

from ..rules.facts import ADDITIONS, ENDINGS, Context, Filing, Line
from .heads import add_heads

IN, OUT, ALTER = "in", "out", "alter"
BOTH = re.compile(r"增减|增、减|增加减少|新增减少|动态(?:管理)?调整")
DIRECTIONS = (
    (re.compile(r"新增|增加|纳入|增员|迁入"), IN),
    (re.compile(r"减少|停保|退出|注销|核减|取消|停发|清退|减员|迁出"), OUT),
    (re.compile(r"变更|调整|调标|提标|降标|更正"), ALTER),
)
BARE = {
    "增加": IN, "新增": IN, "增": IN, "纳入": IN, "减少": OUT, "减": OUT, "停保": OUT, "退出": OUT,
    "变更": ALTER, "调整": ALTER, "变动": ALTER,
}  # fmt: skip
STEP = re.compile(r"[提升降调][档类级标]")
WHOLE = re.compile(r"户|家庭|整")
LOOSE = "loose:"
DIBAO = re.compile(r"低保|最低生活保障")


def direction_of(texts: Iterable[str]) -> str:
    """In, out or alter as the first telling text says; one that names both tells nothing."""
    for text in texts:
        if BOTH.search(text):
            continue
        found = {direction for pattern, direction in DIRECTIONS if pattern.search(text)}
        if len(found) == 1:
            return found.pop()
    return ""


def kind_of(word: str, direction: str, reason_code: str, synonyms: Synonyms) -> tuple[str, str]:
    """(kind, problem). A kind that starts with 'loose:' only tells the direction and is settled against the roster."""
    bare = BARE.get(plain(word))
    if bare:
        return LOOSE + bare, ""
    code = synonyms.value("change_kind", word) if word else None
    if code:
        return (_loosened(code) if not WHOLE.search(word) else code), ""
    if not word:
        return (LOOSE + direction, "") if direction else ("", "")
    if turn := direction_of([word]) or (ALTER if STEP.search(word) else ""):
        return LOOSE + turn, ""
    if synonyms.value("change_reason", word):
        told = direction or (OUT if reason_code == "death" or synonyms.value("change_reason", word) == "death" else "")
        if told:
            return LOOSE + told, ""
    return "", "kind-unknown"


def _loosened(code: str) -> str:
    return {"add_household": LOOSE + IN, "end_household": LOOSE + OUT}.get(code, code)


def direction(kind: str) -> str:
    """The direction of a kind, loose or settled."""
    if kind.startswith(LOOSE):
        return kind.removeprefix(LOOSE)
    return IN if kind in ADDITIONS else OUT if kind in ENDINGS else ALTER if kind else ""


def settle(filing: Filing, context: Context) -> None:
    """Give every line its head, scheme and kind where the sheet left them to be understood from the roster."""
    for line in filing.lines:
        _settle_head(line, context)
    for line in filing.lines:
        home = context.home_of(line)
        if not line.scheme and home and not line.has_problem("scheme"):
            running = {
                scheme for scheme, _ in home.terms if home.terms_in(scheme, line.person_id, line.effective_month)
            }
            line.scheme = running.pop() if len(running) == 1 else ""
    _assume_scheme(filing)
    for line in filing.lines:
        _settle_only_person(line, context)
    for line in filing.lines:
        if line.kind.startswith(LOOSE):
            line.kind = _settled(line, filing, context)
    add_heads(filing, context)


def _assume_scheme(filing: Filing) -> None:
    """Lines that name no scheme take the only one the rest of the filing names, or rural dibao where a title says 低保; told
    once for each sheet."""
    bare = [line for line in filing.lines if not line.scheme and not line.has_problem("scheme")]
    others = {line.scheme for line in filing.lines if line.scheme}
    named = any(DIBAO.search(f"{title.sheet} {title.text}") for title in filing.titles)
    scheme = others.pop() if len(others) == 1 else "rural_dibao" if named and not others else ""
    if not scheme:
        return
    for sheet in dict.fromkeys(line.sheet for line in bare):
        message = f"表中没有写明救助类别，已按“{shipped().label('scheme', scheme)}”处理。"
        hint = "如果不是，请在标题或“救助类别”栏写明后重新上传。"
        filing.findings.append(Finding("MR-00", WARNING, "scheme-assumed", sheet, "", message, hint))
    for line in bare:
        line.scheme = scheme


def _settle_head(line: Line, context: Context) -> None:
    """A list of leavers often names only the person: the roster knows the head."""
    if line.head_id or line.has_problem("head_id") or direction(line.kind) == IN:
        return
    home = context.home_of(line)
    if home:
        line.head_id = home.head_id
        line.head_name = line.head_name or home.members.get(home.head_id, "")


def _settle_only_person(line: Line, context: Context) -> None:
    """A household of one that leaves names its head only: the head is who leaves. A line of newcomers in which the columns
    of the members are empty is the head's own."""
    if line.id_number or line.name or line.has_problem("id_number", "name"):
        return
    if direction(line.kind) == IN and line.head_id and line.head_name:
        line.id_number, line.name, line.relation = line.head_id, line.head_name, line.relation or "户主"
    if direction(line.kind) != OUT:
        return
    home = context.home_of(line)
    terms = home.terms_in(line.scheme, line.head_id, line.effective_month) if home and line.head_id else None
    if home and terms and set(terms.covered) == {line.head_id}:
        line.id_number, line.name = line.head_id, line.head_name or home.members.get(line.head_id, "")


def _settled(line: Line, filing: Filing, context: Context) -> str:
    told = line.kind.removeprefix(LOOSE)
    if told == IN:
        line.kind = "add_household"
        home = context.home_of(line)
        terms = home.terms_in(line.scheme, line.person_id, line.effective_month) if home else None
        return "add_member" if terms else "add_household"
    if told == OUT:
        return "end_household" if _everyone_leaves(line, filing, context) else "remove_member"
    return _alteration(line)


def _everyone_leaves(line: Line, filing: Filing, context: Context) -> bool:
    if line.covered_after is not None:
        return line.covered_after == 0
    home = context.home_of(line)
    terms = home.terms_in(line.scheme, line.person_id, line.effective_month) if home else None
    if terms is None:
        return False
    named = {
        other.id_number or other.head_id for other in filing.lines if other.head_id == line.head_id and _leaves(other)
    }
    return set(terms.covered) <= named


def _leaves(line: Line) -> bool:
    return direction(line.kind) == OUT


def _alteration(line: Line) -> str:
    if "new_head_id" in line.cells and line.id_number not in ("", line.head_id):
        return "change_head"
    if line.grade_after and line.grade_before != line.grade_after:
        return "regrade"
    if line.fen_after is not None and line.fen_before is not None and line.fen_after != line.fen_before:
        return "raise_amount" if line.fen_after > line.fen_before else "lower_amount"
    if line.care_mode or line.care_level:
        return "change_care"
    return "correct_info"
