"""RO-46 A roster lists who is paid: a sheet, a list below it or a line that says its relief was stopped is not taken for one."""

import re
from collections.abc import Iterator

from core.sheets.dates import month
from core.sheets.findings import ERROR, WARNING, Finding
from core.sheets.model import CellValue, address
from core.sheets.table import Table
from core.sheets.words import plain

from ..intake.reading import Part
from ..intake.staged import Family
from .context import Context

DEEDS = "停保|停发|停止|已停|退出|退保|清退|取消|注销|终止|不再享受"
# 停保后 and 未停保 say the opposite.
DEAD = "死亡|去世|已故|亡故|病故"
STOPPED = re.compile(rf"(?<![未没无])(?:{DEEDS}|减少|{DEAD})(?!后|过)")
ENDED = re.compile(rf"(?<![未没无])(?:{DEEDS})(?!后|过)")
LIST = re.compile(
    rf"(?<![未没无])(?:{DEEDS}|减少|减员)(?!后|过)[^，。；;,后]{{0,16}}"
    r"(?:名册|名单|花名|人员|对象|户|家庭|台账|登记表|明细|情况|[:：]|\Z)"
)
ADVICE = re.compile(r"说明|注[:：]|备注|不得|不能|不要|请|须|应当")
# A remark that is nothing else, with or without its day, speaks of the line; others may speak of another year or another aid.
WHEN = r"[已从自于\d年月日.\-/起份]{0,12}"
REMARK = re.compile(rf"{WHEN}(?:{DEEDS})[低保救助供养享受待遇]{{0,6}}[。.]?\Z")
DEATH = re.compile(rf"{WHEN}(?:{DEAD})[。.]?\Z")
MENTIONED = re.compile("(?<![未没无])(?:停保|停发|退保|清退|不再享受)(?!后|过)")
OF_STATE = re.compile("状态|动态|变动|变化|异动|增减|(?:复核|核查|年审|审核)(?:结果|意见|结论)")
OF_STOP = re.compile("停保|停发|停止|退出|退保|清退|取消|注销|终止")
KEPT = re.compile(
    "在保|在享|在册|正常|保留|保持|继续|不变|无变|未变|维持|享受|保障|新增|纳入|有效|合格|通过|符合|同意|一致|提标|健在|[未没无](?:停|退|取消|注销)"
)
WORDS = re.compile(r"[\u4e00-\u9fff]")
NOTHING = frozenset({"", "否", "无", "/", "-", "—", "——", "×", "0", "没有", "未停"})
HINT = "已停保的请从花名册中删去，停保写在月报的变动表里；仍在享受的请改正这里的文字"


def nobody_is_stopped(context: Context) -> Iterator[Finding]:
    """One error per list of the stopped, and per household whose line says so; doubtful words are only shown."""
    for index, part in enumerate(context.roster.parts):
        families = [family for family in context.roster.families if family.sheet == index and family.covered]
        if not families:
            continue
        cell = _list_at(part)
        if cell is not None:
            message = "这里写明是停保（退出）对象的名单，不能当作在享人员"
            yield context.at_sheet("RO-46", ERROR, "list-stopped", (part.title, cell), message, HINT)
            continue
        for family in families:
            yield from _lines(context, part, family)
        yield from _unread_states(context, part, families)


def _list_at(part: Part) -> str | None:
    """Where the sheet's name, its title or a line above some of the rows says that a list of the stopped follows."""
    table: Table = part.table
    if _names_stopped(part.title) or any(map(_names_stopped, table.title_lines)):
        return ""
    body = set(table.body)
    for row in range(table.header_rows.stop, table.last_row):
        filled = [] if row in body else [(c, str(v)) for c, v in enumerate(table.sheet.rows[row]) if v is not None]
        if 0 < len(filled) < 3 and any(_names_stopped(text) for _, text in filled):
            return address(row, filled[0][0])
    return None


def _names_stopped(text: str) -> bool:
    return len(text) <= 40 and bool(LIST.search(plain(text))) and not ADVICE.search(text)


def _lines(context: Context, part: Part, family: Family) -> Iterator[Finding]:
    table = part.table
    told = [(col, word) for col, word in table.unknown if OF_STATE.search(word) or _of_stops(word)]
    for member in family.members:
        row = member.row
        if not member.covered and row != family.row:
            continue
        for col, word in told:
            severity = _stops(table.grid[row][col], word, context.month)
            if severity:
                yield _line(context, part, table.address(row, col), severity, table.grid[row][col])
                return
        text = plain(table.value(row, "note"))
        alone = REMARK.match(text) or (member.covered and DEATH.match(text))
        if alone or MENTIONED.search(text):
            severity = ERROR if alone else WARNING
            yield _line(context, part, table.cell(row, "note").address, severity, text)
            return
        end, problem = month(table.value(row, "end_month"))
        if end and not problem and end < context.month:
            yield _line(context, part, table.cell(row, "end_month").address, WARNING, end)
            return


def _line(context: Context, part: Part, cell: str, severity: str, value: CellValue) -> Finding:
    message = f"这一户填的是享受，这里却写着“{str(value)[:20]}”"
    return context.at_sheet("RO-46", severity, "line-stopped", (part.title, cell), message, HINT)


def _of_stops(word: str) -> bool:
    """停发时间 and 是否停保; 脱贫退出时间 is of another programme."""
    return bool(OF_STOP.search(word)) and "贫" not in word


def _stops(value: CellValue, word: str, asked: str) -> str:
    """How sure it is that a state says stopped, or a column of stops (停发时间, 是否停保) anything up to the month asked for;
    减少1人 may be of another person."""
    text = plain(value)
    if not _of_stops(word):
        certain = ENDED.search(text) or DEATH.match(text) or text in ("减少", "整户减少")
        return ERROR if certain else WARNING if STOPPED.search(text) else ""
    when, problem = month(value, default_year=int(asked[:4]))
    return ERROR if text not in NOTHING and (problem is not None or (when or "") <= asked) else ""


def _unread_states(context: Context, part: Part, families: list[Family]) -> Iterator[Finding]:
    """A column of states with a word that says neither paid nor stopped is named."""
    table = part.table
    for col, word in table.unknown:
        if not OF_STATE.search(word) or _of_stops(word):
            continue
        texts = {plain(table.grid[member.row][col]) for family in families for member in family.covered} - NOTHING
        texts -= {text for text in texts if STOPPED.search(text)}
        strange = sorted(text for text in texts if WORDS.search(text) and not KEPT.search(text))
        if strange:
            message = f"“{word}”这一栏没有读取，里面写着“{strange[0][:20]}”等"
            hint = "请确认这些人仍在享受；已停保的请从花名册中删去"
            at = (part.title, table.head_address(col))
            yield context.at_sheet("RO-46", WARNING, "state-unread", at, message, hint)
