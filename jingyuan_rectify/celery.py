"""The Celery application and the one table of what runs by the clock."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jingyuan_rectify.settings")

app = Celery("jingyuan_rectify")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
# A shared task called from a web thread asks for the default application; without this it would find Celery's empty one.
app.set_default()

# Every task is an idempotent "do what is due": missing a beat or running twice changes nothing.
app.conf.beat_schedule = {
    "tidy": {"task": "core.tasks.tidy", "schedule": 300.0},
    "check-staged-imports": {"task": "recipients.tasks.check_due_imports", "schedule": 20.0},
    "check-staged-submissions": {"task": "monthly_reports.tasks.check_due_submissions", "schedule": 20.0},
    "open-periods": {"task": "monthly_reports.tasks.open_periods", "schedule": 600.0},
    "send-reminders": {"task": "monthly_reports.tasks.send_reminders", "schedule": 1800.0},
    "rematch-kin": {"task": "recipients.tasks.rematch_kin", "schedule": 600.0},
    "draft-draw": {"task": "spot_checks.tasks.draft_plan", "schedule": 1800.0},
    "remind-visits": {"task": "spot_checks.tasks.remind_visits", "schedule": 1800.0},
    "erase-stale-packets": {"task": "spot_checks.tasks.erase_stale_packets", "schedule": 3600.0},
    "check-staged-ledgers": {"task": "cases.tasks.check_due_ledgers", "schedule": 20.0},
    "check-staged-petitions": {"task": "cases.tasks.check_due_petition_imports", "schedule": 20.0},
    "discard-left-ledgers": {"task": "cases.tasks.discard_left_ledgers", "schedule": 3600.0},
    "pull-findings": {"task": "cases.tasks.pull_findings", "schedule": 600.0},
    "draft-overdue": {"task": "cases.tasks.draft_overdue", "schedule": 3600.0},
    "remind-petitions": {"task": "cases.tasks.remind_petitions", "schedule": 1800.0},
    "remind-entries": {"task": "cases.tasks.remind_entries", "schedule": 1800.0},
    "remind-summaries": {"task": "cases.tasks.remind_summaries", "schedule": 1800.0},
    "look-back": {"task": "cases.tasks.look_back", "schedule": 3600.0},
    "remind-supervision": {"task": "cases.tasks.remind_supervision", "schedule": 1800.0},
    "propose-repeats": {"task": "cases.tasks.propose_repeats", "schedule": 1800.0},
    "propose-public": {"task": "cases.tasks.propose_for_public", "schedule": 60.0},
    "adopt-sealed": {"task": "cases.tasks.adopt_sealed", "schedule": 3600.0},
    "forget-public-forms": {"task": "cases.tasks.forget_public_forms", "schedule": 3600.0},
    "count-figures": {"task": "dashboards.tasks.count_figures", "schedule": 300.0},
    "count-year": {"task": "dashboards.tasks.count_year", "schedule": 21600.0},
}
