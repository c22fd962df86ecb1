"""Responsibilities, registers, look-backs, clues, orders and circulars with an address of their own."""

import datetime as dt
from typing import Any

from django.utils import timezone

from cases.models import (
    Campaign,
    Circular,
    ClueReferral,
    EducationSession,
    FollowUp,
    Mechanism,
    RectificationEntry,
    ReopenProposal,
    Responsibility,
    SupervisionOrder,
)
from cases.operations.clues import Content, write_content
from core.ids import new_id
from core.models import User
from core.permissions import Role
from tests.access_rows import Row
from tests.access_rows.core import NOWHERE

DAY = dt.date(2021, 8, 31)


def county(township: str) -> str:
    return township[:6].ljust(12, "0")


def entry(township: str, canary: str) -> RectificationEntry:
    return RectificationEntry.objects.create(
        division_code=township,
        number=f"ZG2021-{RectificationEntry.objects.count() + 9000}",
        task="conduct",
        state=RectificationEntry.State.CLOSED,
        category="关系保",
        description=canary,
        source="self_check",
        found_on=DAY,
        listed_at=timezone.now(),
        closed_at=timezone.now() - dt.timedelta(days=100),
    )


def a_responsibility(township: str, people: dict[str, User], canary: str) -> dict[str, Any]:
    campaign = Campaign.objects.get_or_create(
        county_code=township[:6],
        document_number="泾民发〔2021〕43号",
        defaults={
            "division_code": county(township),
            "township_code": county(township)[:9],
            "title": "专项整治",
            "first_day": DAY,
            "last_day": DAY,
        },
    )[0]
    row = Responsibility.objects.create(
        division_code=township, campaign=campaign, task="conduct", work=canary, unit=canary, due_on=DAY
    )
    return {"pk": row.pk}


def a_mechanism(township: str, people: dict[str, User], canary: str) -> dict[str, Any]:
    return {"pk": Mechanism.objects.create(division_code=township, kind="lasting", weakness=canary).pk}


def a_session(township: str, people: dict[str, User], canary: str) -> dict[str, Any]:
    by = people[Role.BUREAU_OFFICE]
    return {"pk": EducationSession.objects.create(division_code=township, held_on=DAY, title=canary, by=by).pk}


def a_follow_up(township: str, people: dict[str, User], canary: str) -> dict[str, Any]:
    row = FollowUp.objects.create(
        division_code=township,
        entry=entry(township, canary),
        window_from=DAY,
        window_to=DAY + dt.timedelta(days=90),
        outcome=FollowUp.Outcome.HOLDS,
        note=canary,
        done_on=DAY,
        by=people[Role.BUREAU_OFFICER],
        at=timezone.now(),
    )
    return {"pk": row.pk}


def a_proposal(township: str, people: dict[str, User], canary: str) -> dict[str, Any]:
    row = ReopenProposal.objects.create(
        division_code=township,
        entry=entry(township, canary),
        cause_type="spot_checks.visitfinding",
        cause_id=str(new_id()),
        why=canary,
        at=timezone.now(),
    )
    return {"pk": row.pk}


def a_clue(township: str, people: dict[str, User], canary: str) -> dict[str, Any]:
    clue = ClueReferral(
        division_code=county(township),
        number=f"泾民移〔2021〕{ClueReferral.objects.count() + 900}号",
        source=canary,
        state=ClueReferral.State.SENT,
        handler=people[Role.BUREAU_OFFICER],
        drafted_at=timezone.now(),
        sent_by=people[Role.BUREAU_OFFICER],
        sent_at=timezone.now(),
    )
    write_content(clue, Content(canary))
    clue.save(force_insert=True)
    return {"pk": clue.pk}


def an_order(township: str, people: dict[str, User], canary: str) -> dict[str, Any]:
    row = SupervisionOrder.objects.create(
        division_code=township,
        kind="order",
        state=SupervisionOrder.State.ISSUED,
        number=f"泾民督〔2021〕{SupervisionOrder.objects.count() + 900}号",
        subject=canary,
        text=canary,
        drafted_by=people[Role.BUREAU_OFFICER],
        drafted_at=timezone.now(),
        issued_by=people[Role.BUREAU_LEADER],
        issued_at=timezone.now(),
        answer_by=DAY,
    )
    return {"pk": row.pk}


def a_circular(township: str, people: dict[str, User], canary: str) -> dict[str, Any]:
    row = Circular.objects.create(
        division_code=township,
        kind="circular",
        state=Circular.State.PUBLISHED,
        number="泾民通〔2021〕900号",
        title=canary,
        text=canary,
        drafted_by=people[Role.BUREAU_OFFICE],
        drafted_at=timezone.now(),
        published_at=timezone.now(),
    )
    return {"pk": row.pk}


MAKERS: dict[str, Any] = {
    "responsibility_edit responsibility_done responsibility_reopen": a_responsibility,
    "mechanism_edit mechanism_check": a_mechanism,
    "education_edit": a_session,
    "followup_record": a_follow_up,
    "reopen_decide": a_proposal,
    "clue_detail clue_edit clue_open clue_send clue_receive clue_return clue_dispose clue_package clue_verify": a_clue,
    "order_detail order_edit order_issue order_drop order_answer order_close order_print order_qr": an_order,
    "circular_detail circular_edit circular_approve circular_return circular_print circular_qr": a_circular,
}
ROWS = {name: Row(make, NOWHERE) for names, make in MAKERS.items() for name in names.split()}
