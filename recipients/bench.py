"""Speed of import and export against plain tools on the same data, as ratios of one run (never a timed test)."""

import datetime as dt
import gc
import io
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import python_calamine
import tablib
import xlsxwriter
from django.db import connection, transaction
from import_export import resources

from core.models import User
from core.sheets.ids import check_digit
from core.sheets.write import Document, write_xlsx

from .examine import read_file
from .exports.roster import COLUMNS
from .models import Award, CoveredPerson, Household, Membership, Person, RosterEvent
from .operations import import_file, township_of

TOWNSHIP, MONTH = "640424100000", "2021-06"
HEAD = (
    "序号", "乡镇", "村", "组", "户主姓名", "户主身份证号", "成员姓名", "与户主关系", "身份证号", "性别", "民族", "健康状况",
    "劳动能力", "是否享受", "保障类别", "家庭人口", "保障人数", "月保障金额", "开户人", "银行账号", "联系电话", "致贫原因", "备注",
)  # fmt: skip
SURNAMES, GIVEN = "马海者冶拜禹兰穆苏铁伍罗李白赛杨王于丁买", "明兰强花志福玉梅文国小英彦杰成春虎龙建贵"
RATES = {"A": 380, "B": 310, "C": 240}


class _Undone(Exception):
    """Ends a measured transaction without keeping it."""


def roster_rows(count: int, seed: int = 1) -> list[list[Any]]:
    """`count` person lines of made-up households, household cells on the first line only."""
    chance = random.Random(seed)  # noqa: S311  made-up people, the same each time
    rows: list[list[Any]] = []
    serial = 0
    while len(rows) < count:
        serial += 1
        rows += _family(chance, serial, min(chance.choice((1, 2, 2, 3, 3, 4, 5)), count - len(rows)))
    return rows


def _family(chance: random.Random, serial: int, size: int) -> list[list[Any]]:
    village, group = f"{'甲乙丙丁戊己庚'[serial % 7]}{'坪湾塬梁'[serial % 4]}村", serial % 6 + 1
    people = [_person(chance, serial * 10 + number, number) for number in range(size)]
    grade = chance.choice("ABC")
    account = f"6217{chance.randrange(10**14):014d}"
    account += next(str(digit) for digit in range(10) if _luhn(f"{account}{digit}"))
    phone = f"13{chance.randrange(10**9):09d}"
    shared = [serial, "香水镇", village, group, people[0][0], people[0][1]]
    money = [f"{grade}类", size, size, RATES[grade] * size, people[0][0], account, phone, "因病", None]
    rows = []
    for number, (name, ident, relation) in enumerate(people):
        sex = "男" if int(ident[16]) % 2 else "女"
        own = [name, relation, ident, sex, "回", "健康", "部分丧失", "是"]
        rows.append([*(shared if not number else [None] * 6), *own, *(money if not number else [None] * 9)])
    return rows


def _person(chance: random.Random, unique: int, number: int) -> tuple[str, str, str]:
    name = chance.choice(SURNAMES) + chance.choice(GIVEN) + chance.choice(GIVEN)
    year = 1955 + unique // 1000 % 25 + (0 if number < 2 else 30)
    born = dt.date(year, 1, 1) + dt.timedelta(days=unique // 25_000 % 360)
    order = unique % 1000
    body = f"{640498 + unique // 9_000_000}{born:%Y%m%d}{order:03d}"
    male = int(body[16]) % 2
    relation = "户主" if not number else "配偶" if number == 1 else ("子" if male else "女")
    return name, body + check_digit(body), relation


def _luhn(text: str) -> bool:
    digits = [int(digit) for digit in reversed(text)]
    return (sum(digits[::2]) + sum(sum(divmod(2 * digit, 10)) for digit in digits[1::2])) % 10 == 0


def workbook(rows: list[list[Any]]) -> bytes:
    """The rows as clerks file them: title, unit line, header."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        page = book.add_worksheet("花名册")
        page.write(0, 0, "泾源县香水镇2021年6月农村低保对象花名册")
        page.write(1, 0, "填报单位：香水镇人民政府        单位：人、元")
        for number, row in enumerate([list(HEAD), *rows], 2):
            page.write_row(number, 0, ["" if value is None else value for value in row])
    return out.getvalue()


@contextmanager
def _timed(into: dict[str, float], name: str) -> Iterator[None]:
    gc.collect()
    start = time.perf_counter()
    yield
    into[name] = min(into.get(name, 1e9), time.perf_counter() - start)


def _undone(work: Callable[[], Any]) -> None:
    """Run `work` with its constraints checked, as at a commit, then take it back."""
    try:
        with transaction.atomic():
            work()
            connection.check_constraints()
            raise _Undone
    except _Undone:
        _sweep()


def _sweep() -> None:
    """What was taken back leaves no dead rows behind for the next measurement."""
    if connection.vendor == "postgresql":
        tables = (Person, Membership, Award, CoveredPerson, Household, RosterEvent)
        with connection.cursor() as cursor:
            cursor.execute(f"VACUUM {', '.join(model._meta.db_table for model in tables)}")


def bench_import(count: int = 20_000, plain_rows: int = 2_000, repeats: int = 3) -> dict[str, Any]:
    """Seconds and ratios: our import of `count` lines; calamine read + COPY of the flat table (PostgreSQL only); a plain
    ModelResource over `plain_rows` of the same lines, taken as linear."""
    data = workbook(roster_rows(count))
    plain_rows = min(plain_rows, count)
    seconds: dict[str, float] = {}
    township = township_of(TOWNSHIP)
    officer = User(username="bench", display_name="bench", role="bureau_officer", division_id="640424000000")
    for _ in range(repeats):
        with _timed(seconds, "ours"):
            _undone(lambda: _ours(data, township, officer))
        if connection.vendor == "postgresql":
            with _timed(seconds, "floor"):
                _undone(lambda: _floor(data))
    with _timed(seconds, "plain"):
        _undone(lambda: _plain(data, plain_rows))
    seconds["plain"] *= count / plain_rows
    told: dict[str, Any] = {name: round(value, 3) for name, value in seconds.items()}
    told |= {"rows": count, "plain_rows": plain_rows}
    told["times_faster_than_resource"] = round(seconds["plain"] / seconds["ours"], 1)
    if "floor" in seconds:
        told["times_floor"] = round(seconds["ours"] / seconds["floor"], 2)
    return told


def _ours(data: bytes, township: Any, officer: User) -> None:
    officer.save(force_insert=True)
    roster = read_file(data, "bench.xlsx", township, MONTH)
    import_file(
        roster, by=officer, township=township, month=MONTH, data=data, filename="bench.xlsx", warning_reason="bench"
    )


def _floor(data: bytes) -> None:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    rows = book.get_sheet_by_name("花名册").to_python()[3:]
    columns = ", ".join(f"c{number} text" for number in range(len(HEAD)))
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE bench_flat ({columns})")
        text = io.StringIO("".join(["\t".join(map(str, row)) + "\n" for row in rows]))
        cursor.cursor.copy_expert("COPY bench_flat FROM STDIN", text)


class _PersonResource(resources.ModelResource):
    """What a project without its own importer would write."""

    class Meta:
        model = Person
        import_id_fields = ("id_index",)
        fields = (
            "id_index", "last6_index", "name", "division_code", "county_code", "township_code", "birth_date", "sex",
            "ethnicity", "health", "labour",
        )  # fmt: skip


def _plain(data: bytes, count: int) -> None:
    table = tablib.Dataset().load(_plain_sheet(data, count), format="xlsx")
    result = _PersonResource().import_data(table, dry_run=False, raise_errors=True)
    if result.totals["new"] != count:
        raise RuntimeError(f"plain import took {result.totals}")


def _plain_sheet(data: bytes, count: int) -> bytes:
    """The same lines with columns named as the resource wants them."""
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    rows = book.get_sheet_by_name("花名册").to_python()[3 : 3 + count]
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as copy:
        page = copy.add_worksheet()
        page.write_row(0, 0, _PersonResource.Meta.fields)
        for number, row in enumerate(rows, 1):
            ident = str(row[8])
            born = f"{ident[6:10]}-{ident[10:12]}-{ident[12:14]}"
            place = [TOWNSHIP, TOWNSHIP[:6], TOWNSHIP[:9]]
            page.write_row(number, 0, [ident, ident[-6:], row[6], *place, born, "1", row[10], row[11], row[12]])
    return out.getvalue()


def bench_export(count: int = 100_000, repeats: int = 2) -> dict[str, Any]:
    """Seconds and ratio: the roster as it is filed against XlsxWriter alone writing the same cells."""
    rows = _filed_rows(count)
    seconds: dict[str, float] = {}
    for _ in range(repeats):
        with _timed(seconds, "xlsxwriter"):
            _alone(rows)
        with _timed(seconds, "ours"):
            write_xlsx(io.BytesIO(), Document("泾源县香水镇2021年6月农村低保对象花名册", COLUMNS, iter(rows), group=0))
    told: dict[str, Any] = {name: round(value, 3) for name, value in seconds.items()}
    return told | {"rows": count, "times_xlsxwriter": round(seconds["ours"] / seconds["xlsxwriter"], 2)}


def _filed_rows(count: int) -> list[list[Any]]:
    """Every line with its household's cells, in the order of the filed document; money in fen."""
    filed: list[list[Any]] = []
    household: list[Any] = []
    for row in roster_rows(count):
        household = row if row[0] is not None else household
        who = [
            household[0],
            household[2],
            str(household[3]),
            household[4],
            household[5],
            row[6],
            row[8],
            row[7],
            row[9],
        ]
        money = [household[14], household[15], household[16], household[17] * 100, household[18], household[19]]
        filed.append([*who, row[13], *money])
    return filed


def _alone(rows: list[list[Any]]) -> None:
    with xlsxwriter.Workbook(io.BytesIO(), {"constant_memory": True}) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, [column.word for column in COLUMNS])
        for number, row in enumerate(rows, 1):
            page.write_row(number, 0, row)
