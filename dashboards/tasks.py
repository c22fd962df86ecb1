"""Celery doors: safe to run twice."""

from celery import shared_task

from .operations import figures


@shared_task
def count_figures() -> None:
    """The board's figures of this month and the last, and those of today, are a full count."""
    for county in figures.counties():
        figures.rebuild(county)


@shared_task
def count_year() -> None:
    """The same for a whole year: what was corrected or answered late shows in its month."""
    for county in figures.counties():
        figures.rebuild(county, figures.recent(figures.YEAR))
