"""The states of a draw: legal exactly as the table says, drawn as the page shows."""

from pathlib import Path

import pytest

from core.refusal import TransitionRefused
from spot_checks import workflow
from spot_checks.models import Draw

DOCS = Path(__file__).resolve().parents[2] / "docs"
LEGAL = {
    ("planned", "change"): "planned",
    ("planned", "discard"): "discarded",
    ("planned", "commit"): "committed",
    ("committed", "reveal"): "revealed",
    ("committed", "void"): "voided",
    ("revealed", "publish"): "published",
}


@pytest.mark.parametrize("state", Draw.State.values)
@pytest.mark.parametrize("step", workflow.STEPS)
def test_every_step_is_legal_exactly_where_the_table_says(state, step):
    draw = Draw(state=state)
    if (state, step) in LEGAL:
        assert workflow.after(draw, step) == LEGAL[state, step]
    else:
        with pytest.raises(TransitionRefused):
            workflow.after(draw, step)


def test_the_diagram_is_drawn_from_the_table():
    assert (DOCS / "draw-states.md").read_text(encoding="utf-8") == workflow.diagram()
