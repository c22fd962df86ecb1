"""Celery doors: ids only, safe to run twice."""

from celery import shared_task

from core import months

from . import operations
from .models import Submission


@shared_task
def check_submission(pk: str) -> None:
    """The staged version is checked."""
    submission = Submission.objects.filter(pk=pk).first()
    if submission is not None and submission.state == Submission.State.STAGED:
        operations.check_submission(submission)


@shared_task
def check_due_submissions() -> None:
    """Versions still waiting for their check (the message was lost, the worker died) are checked."""
    for pk in Submission.objects.filter(state=Submission.State.STAGED, is_correction=False).values_list(
        "pk", flat=True
    )[:20]:
        check_submission(str(pk))


@shared_task
def open_periods() -> None:
    """This month is open in every county."""
    operations.open_periods()


@shared_task
def send_reminders() -> None:
    """What is due today is in the inboxes."""
    operations.remind(months.today())
