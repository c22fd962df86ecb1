"""The one table of what runs by the clock: every entry is a task that exists, and every clockwork task is in it."""

from jingyuan_rectify.celery import app

# Called with an id when something is handed in; the clock has their "due" siblings.
BY_HAND = {
    "recipients.tasks.check_import", "recipients.tasks.check_kin_import", "monthly_reports.tasks.check_submission",
    "cases.tasks.check_ledger_import", "cases.tasks.check_petition_import", "cases.tasks.propose_county",
    "cases.tasks.propose_for_petition", "core.tasks.check_chain",
}  # fmt: skip


def test_the_clock_names_every_task_and_no_other() -> None:
    app.loader.import_default_modules()
    ours = {name for name in app.tasks if not name.startswith("celery.")} - BY_HAND
    assert {entry["task"] for entry in app.conf.beat_schedule.values()} == ours
