"""Entries on their way through the ledger, and the files people hand in as evidence."""

import datetime as dt
import io
import zipfile
from dataclasses import replace
from typing import Any

from cases.models import CloseOut, RectificationEntry
from cases.operations import entries as op
from core import months
from core.models import User
from core.permissions import Role
from tests.factories_base import COUNTY, TOWNSHIPS, DivisionFactory, UserFactory
from tests.spot_checks.visits.pictures import door, jpeg

S = RectificationEntry.State
TOWN = TOWNSHIPS[0]
RESULT = "已取消该户低保，追回多发资金，并对经办人进行了提醒谈话。"


class Cast:
    """One township's assistant, the bureau's officers and leaders."""

    def __init__(self, township: str = TOWN) -> None:
        DivisionFactory(code=COUNTY)
        self.township = township
        self.assistant = UserFactory(role=Role.TOWNSHIP_ASSISTANT, township=township)
        self.officer = UserFactory(role=Role.BUREAU_OFFICER)
        self.leader = UserFactory(role=Role.BUREAU_LEADER)


def found(township: str = TOWN, **given: Any) -> op.Found:
    DivisionFactory(code=township)
    today = months.today()
    values: dict[str, Any] = {
        "division_code": township,
        "task": "conduct",
        "category": "关系保",
        "description": "庚梁村一户不符合条件，由村干部亲属关系纳入低保。",
        "source": "self_check",
        "found_on": today - dt.timedelta(days=20),
    }
    return op.Found(**values | given)


def listed(by: User | None = None, township: str = TOWN, **given: Any) -> RectificationEntry:
    return op.list_entry(found(township, **given), by=by)


def plan(**given: Any) -> op.Plan:
    values: dict[str, Any] = {
        "cause": "入户核查不严，没有核对近亲属备案。",
        "measures_text": "逐户重新核查庚梁村备案人员，不符合条件的当月停发并追回。",
        "unit": "香水镇",
        "leader": "张梅生",
        "person_name": "伍斌林",
        "due_on": months.today() + dt.timedelta(days=30),
    }
    return op.Plan(**values | given)


def working(cast: Cast, **given: Any) -> RectificationEntry:
    planned = {name: given.pop(name) for name in list(given) if name in op.Plan.__dataclass_fields__}
    entry = listed(township=cast.township, **given)
    return op.plan_entry(entry, by=cast.assistant, version=entry.version, plan=plan(**planned))


def with_evidence(cast: Cast, seed: int = 1, **given: Any) -> RectificationEntry:
    entry = working(cast, **given)
    op.attach_evidence(entry, by=cast.assistant, filename="整改后.jpg", data=jpeg(door(seed)), what="整改后入户照片")
    return entry


def ask(entry: RectificationEntry, by: Any, **given: Any) -> CloseOut:
    values: dict[str, Any] = {"result": RESULT, "done_on": months.today()}
    return op.ask_close_out(entry, by=by, version=entry.version, **values | given)


def asked(cast: Cast, **given: Any) -> RectificationEntry:
    entry = with_evidence(cast, **given)
    op.ask_close_out(entry, by=cast.assistant, version=entry.version, result=RESULT, done_on=months.today())
    return fresh(entry)


def checked(cast: Cast, **given: Any) -> RectificationEntry:
    entry = asked(cast, **given)
    return op.check_close_out(entry, by=cast.officer, version=entry.version, note="入户核实，情况属实。")


def closed(cast: Cast, **given: Any) -> RectificationEntry:
    entry = checked(cast, **given)
    return op.confirm_close_out(entry, by=cast.leader, version=entry.version)


def in_state(cast: Cast, state: str) -> RectificationEntry:
    """An entry in this state, whatever led there."""
    entry = with_evidence(cast)
    if state in (S.CLOSE_ASKED, S.CHECKED):
        entry = {S.CLOSE_ASKED: asked, S.CHECKED: checked}[S(state)](cast, seed=2)
    else:
        RectificationEntry.objects.filter(pk=entry.pk).update(state=state)
    return fresh(entry)


def fresh(entry: RectificationEntry) -> RectificationEntry:
    return RectificationEntry.objects.get(pk=entry.pk)


def later(plan_: op.Plan, days: int) -> op.Plan:
    assert plan_.due_on
    return replace(plan_, due_on=plan_.due_on + dt.timedelta(days=days))


def office(
    kind: str = "word", *, extra: dict[str, bytes] | None = None, types: bytes = b"", rels: bytes = b""
) -> bytes:
    """A small document package: kind word or xl; `extra` parts, words in its content types and its relations."""
    main = {"word": "word/document.xml", "xl": "xl/workbook.xml"}[kind]
    parts = {
        "[Content_Types].xml": b"<Types>" + types + b"</Types>",
        "_rels/.rels": b"<Relationships>" + rels + b"</Relationships>",
        main: b"<document/>",
        **(extra or {}),
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return target.getvalue()


PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def paper(number: int) -> bytes:
    """A PDF like no other; comparing papers costs less than comparing pictures."""
    return PDF.replace(b"1.4\n", b"1.4\n%%%d\n" % number)
