"""The table of steps, and the page made of it."""

from pathlib import Path

from django.conf import settings

from cases.models import Petition, PetitionEvent
from cases.operations import petitions
from cases.petitions.flow import STEPS, diagram


def test_the_diagram_is_fresh():
    assert (Path(settings.BASE_DIR) / "docs" / "petition-states.md").read_text(encoding="utf-8") == diagram()


def test_every_step_is_an_operation_and_writes_a_known_event():
    renamed = {"refuse": "refuse_acceptance"}
    for step, (sources, target, _, event, _) in STEPS.items():
        assert hasattr(petitions, renamed.get(step, step))
        assert set(sources) <= set(Petition.State.values) and target in ["", *Petition.State.values]
        assert event in ["", *PetitionEvent.Kind.values]


def test_no_step_leads_out_of_the_last_states():
    assert not [step for step, (sources, target, *_) in STEPS.items() if target and sources & {"terminated", "merged"}]
