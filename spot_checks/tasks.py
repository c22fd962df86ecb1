"""Celery doors: ids only, safe to run twice."""

from celery import shared_task

from core import months

from .operations.drafting import draft_plans
from .operations.packets import erase_stale
from .operations.reminding import remind_visits as remind


@shared_task
def draft_plan() -> None:
    """The month whose deadline has passed has a plan of its draw in every county."""
    draft_plans(months.today())


@shared_task
def remind_visits() -> None:
    """What is late in the spot checks is in the inboxes."""
    remind(months.today())


@shared_task
def erase_stale_packets() -> None:
    """The secrets of 入户包 that are over are erased."""
    erase_stale()
