"""Every state × every step is allowed exactly as the table says; the diagram is fresh."""

from pathlib import Path

import pytest
from django.conf import settings

from core.refusal import TransitionRefused
from monthly_reports import workflow
from monthly_reports.models import Report, Submission

S = Submission.State


@pytest.mark.parametrize("step", workflow.STEPS)
@pytest.mark.parametrize("state", S)
def test_every_state_and_step(state: str, step: str) -> None:
    sources, target, _ = workflow.STEPS[step]
    submission = Submission(state=state)
    assert workflow.allowed(state, step) is (state in sources)
    if state in sources:
        assert workflow.after(submission, step) == target
    else:
        with pytest.raises(TransitionRefused):
            workflow.after(submission, step)


def test_what_is_decided_is_never_moved_again() -> None:
    for final in (S.TAKEN_IN, S.REPLACED):
        assert not [step for step in workflow.STEPS if workflow.allowed(final, step)]


def test_the_diagram_is_fresh() -> None:
    text = Path(settings.BASE_DIR, "docs", "report-states.md").read_text(encoding="utf-8")
    assert text == workflow.diagram(), "run manage.py report_states"


@pytest.mark.parametrize(
    ("states", "closed", "expected"),
    [
        ([], False, Report.State.OPEN),
        ([S.REPLACED], False, Report.State.OPEN),
        ([S.REPLACED, S.DRAFT], False, Report.State.DRAFT),
        ([S.SUBMITTED], False, Report.State.SUBMITTED),
        ([S.RETURNED], False, Report.State.RETURNED),
        ([S.RETURNED, S.INVALID], False, Report.State.DRAFT),
        ([S.RETURNED, S.SUBMITTED], False, Report.State.SUBMITTED),
        ([S.TAKEN_IN], False, Report.State.TAKEN_IN),
        ([S.TAKEN_IN], True, Report.State.LOCKED),
        ([S.TAKEN_IN, S.DRAFT], True, Report.State.DRAFT),
    ],
)
def test_the_report_is_as_its_newest_submission(states: list[str], closed: bool, expected: str) -> None:
    assert workflow.report_state(states, closed=closed) == expected
