"""Every state × every step of clues, orders and circulars, exactly as the table says; the diagrams are fresh; every action
has a name."""

from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from cases.models import Circular, ClueReferral, SupervisionOrder
from cases.operations.supervision.steps import TABLES, diagram, taken
from cases.rules.supervision import steps
from core.audit_words import ACTIONS
from core.permissions import ROLE_PERMISSIONS
from core.refusal import TransitionRefused
from tests.cases.supervision.people import COUNTY, TOWN, County
from tests.factories_base import UserFactory

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[3]
MODELS: dict[str, Any] = {TABLES[model][0]: model for model in (ClueReferral, SupervisionOrder, Circular)}
CASES = [
    (name, code, str(state)) for name, table in steps.TABLES.items() for code in table for state in MODELS[name].State
]


def thing(name: str, state: str) -> Any:
    county, now = County(), timezone.now()
    if name == "clue":
        row = ClueReferral(division_code=COUNTY, number="一", source="x", handler=county.officer, drafted_at=now)
        row.content, row.state = "{}", state
        row.save()
        return row
    if name == "order":
        return SupervisionOrder.objects.create(
            division_code=TOWN, kind="order", state=state, subject="x", text="x", drafted_at=now
        )
    return Circular.objects.create(
        division_code=COUNTY,
        kind="circular",
        state=state,
        title="x",
        text="x",
        drafted_by=county.office,
        drafted_at=now,
    )


@pytest.mark.parametrize(("name", "code", "state"), CASES)
def test_a_step_is_taken_from_its_states_alone(name, code, state):
    row, rule = thing(name, state), steps.TABLES[name][code]
    role = next(role for role, held in sorted(ROLE_PERMISSIONS.items()) if rule.permission in held)
    by = UserFactory(role=role)
    if state in rule.sources:
        assert taken(row, code, by=by, version=1)[1] == rule.to
        return
    with pytest.raises(TransitionRefused):
        taken(row, code, by=by, version=1)


def test_the_tables_name_states_that_are():
    for name, table in steps.TABLES.items():
        states = {str(state) for state in MODELS[name].State}
        assert {s for step in table.values() for s in (*step.sources, step.to)} <= states
        reached = {step.to for step in table.values()} | {"drafted"}
        assert reached == states


def test_the_diagrams_are_fresh():
    assert (ROOT / "docs" / "supervision-states.md").read_text(encoding="utf-8") == diagram()


def test_every_step_is_named_in_the_chain():
    assert not {f"{name}.{code}" for name, table in steps.TABLES.items() for code in table} - set(ACTIONS)
