"""What is reminded of by the clock. Apps add their reminder when they are ready; `manage.py send_reminders` runs them all."""

import datetime as dt
from collections.abc import Callable
from typing import Any

Reminder = Callable[[dt.date], list[dict[str, Any]]]
_reminders: dict[str, Reminder] = {}


def add_reminder(name: str, remind: Reminder) -> None:
    """Ask `remind(on)` under this name. It puts what is due on the day into the inboxes, each notice once however often it
    runs, and answers what this run has newly sent: entries with at least `sent`, the number of notices."""
    _reminders[name] = remind


def run(on: dt.date) -> dict[str, list[dict[str, Any]]]:
    """What is due on the day is in the inboxes, of every app; name → what was newly sent."""
    return {name: remind(on) for name, remind in _reminders.items()}
