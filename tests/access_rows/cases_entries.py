"""Rectification entries with an address of their own."""

from itertools import count
from typing import Any

from cases.models import RectificationEntry
from cases.operations import entries as op
from core import months
from core.models import User
from core.permissions import Role
from tests.access_rows import Row
from tests.access_rows.core import NOWHERE
from tests.cases.entries.books import book, row
from tests.cases.entries.people import found, paper, plan
from tests.factories_base import COUNTY, DivisionFactory
from tests.spot_checks.visits.pictures import door, jpeg

_seeds = count(3000)


def _working(township: str, people: dict[str, User], canary: str) -> RectificationEntry:
    entry = op.list_entry(found(township, description=canary, village=canary[:20]), by=None)
    given = {"cause": canary, "measures_text": canary, "person_name": canary[:20], "unit": "责任单位"}
    return op.plan_entry(entry, by=people[Role.TOWNSHIP_ASSISTANT], version=entry.version, plan=plan(**given))


def an_entry(township: str, people: dict[str, User], canary: str) -> dict[str, Any]:
    return {"pk": _working(township, people, canary).pk}


def _proved(township: str, people: dict[str, User], canary: str) -> tuple[RectificationEntry, Any]:
    entry = _working(township, people, canary)
    mine = people[Role.TOWNSHIP_ASSISTANT]
    file = op.attach_evidence(entry, by=mine, filename=f"{canary}.pdf", data=paper(next(_seeds)), what=canary)
    return entry, file


def evidence(township: str, people: dict[str, User], canary: str) -> dict[str, Any]:
    return {"pk": _proved(township, people, canary)[1].pk}


def a_picture(township: str, people: dict[str, User], canary: str) -> dict[str, Any]:
    entry, mine = _working(township, people, canary), people[Role.TOWNSHIP_ASSISTANT]
    return {"pk": op.attach_evidence(entry, by=mine, filename=f"{canary}.jpg", data=jpeg(door(next(_seeds)))).pk}


def measure(township: str, people: dict[str, User], canary: str) -> dict[str, Any]:
    entry = _working(township, people, canary)
    return {"pk": op.add_measure(entry, by=people[Role.TOWNSHIP_ASSISTANT], text=canary).pk}


def asked(township: str, people: dict[str, User], canary: str) -> dict[str, Any]:
    entry, _ = _proved(township, people, canary)
    result = f"{canary}，已经整改完毕，追回资金。"
    by = people[Role.TOWNSHIP_ASSISTANT]
    op.ask_close_out(entry, by=by, version=entry.version, result=result, done_on=months.today())
    return {"pk": entry.pk}


def an_import(township: str, people: dict[str, User], canary: str) -> dict[str, Any]:
    DivisionFactory(code=COUNTY)
    data = book([row(具体问题=canary, 涉及乡镇=DivisionFactory(code=township).name, 是否销号="是")])
    imp = op.stage_ledger_import(by=people[Role.BUREAU_OFFICER], data=data, filename=f"{canary}.xlsx")
    return {"pk": op.check_ledger_import(imp).pk}


ROWS = {
    "entry_detail": Row(asked, NOWHERE),
    "entry_plan": Row(an_entry, NOWHERE),
    "entry_classify": Row(an_entry, NOWHERE),
    "entry_print": Row(asked, NOWHERE),
    "entry_measure_add": Row(an_entry, NOWHERE),
    "entry_measure_done": Row(measure, NOWHERE),
    "entry_progress": Row(an_entry, NOWHERE),
    "entry_evidence_add": Row(an_entry, NOWHERE),
    "entry_close_ask": Row(an_entry, NOWHERE),
    "entry_extension_ask": Row(an_entry, NOWHERE),
    "entry_check": Row(asked, NOWHERE),
    "entry_return": Row(asked, NOWHERE),
    "entry_confirm": Row(asked, NOWHERE),
    "entry_extend": Row(an_entry, NOWHERE),
    "entry_extension_decline": Row(an_entry, NOWHERE),
    "entry_irrecoverable": Row(an_entry, NOWHERE),
    "entry_dismiss_ask": Row(an_entry, NOWHERE),
    "entry_dismiss": Row(an_entry, NOWHERE),
    "entry_keep": Row(an_entry, NOWHERE),
    "entry_evidence": Row(a_picture, NOWHERE),
    "entry_evidence_withdraw": Row(evidence, NOWHERE),
    "entry_evidence_file": Row(evidence, NOWHERE),
    "entry_import_detail": Row(an_import, NOWHERE),
    "entry_import_status": Row(an_import, NOWHERE),
    "entry_import_annotated": Row(an_import, NOWHERE),
    "entry_import_commit": Row(an_import, NOWHERE),
    "entry_import_discard": Row(an_import, NOWHERE),
}
