"""Housekeeping by the clock: nothing here is anybody's work, and a missed or doubled run changes nothing."""

from celery import shared_task

from .models import User
from .operations import housekeeping, trail


@shared_task
def tidy() -> None:
    """Counted refusals stand in the chain; ended sessions, forgotten guesses and spent keys are gone."""
    housekeeping.tidy()


@shared_task
def check_chain(chain: str, user: str, anchor: str = "") -> None:
    """The chain has been walked for the person who asked; the finding is in the chain and in their inbox."""
    by = User.objects.filter(pk=user).first()
    if by is not None:
        trail.check(chain, by=by, anchor=anchor)
