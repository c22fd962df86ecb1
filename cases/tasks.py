"""Celery doors: ids only, after commit, safe to run twice."""

import datetime as dt

from celery import shared_task
from django.utils import timezone

from core import months
from recipients.operations import staging

from .models import LedgerImport, Petition, PetitionImport
from .operations import entries, public, repeats, sealing, summaries
from .operations import look_back as follow
from .operations.entries.reminding import remind_entries as remind_of_entries
from .operations.entries.waiting import remind_waiting
from .operations.petitions import ledgers, reminding
from .operations.repeats.reminding import remind_matters
from .operations.supervision.reminding import remind_supervision as remind_of_supervision
from .operations.voice.reminding import remind_consultations

RECENT = dt.timedelta(days=200)  # far enough back for 180 days, however late something was entered


@shared_task
def pull_findings() -> None:
    """What signed visits found is on the rectification ledger."""
    entries.pull_findings()


@shared_task
def draft_overdue() -> None:
    """Papers of supervision whose day has come are drafted for a leader; none is issued."""
    entries.draft_overdue(months.today())


@shared_task
def check_ledger_import(pk: str) -> None:
    """Check one ledger workbook; does nothing when another process has taken it or it is checked already."""
    staging.check_waiting(LedgerImport, pk, entries.check_ledger_import)


@shared_task
def check_due_ledgers() -> None:
    """Check every ledger workbook that still waits, oldest first: what a lost process left behind is taken up again."""
    staging.check_all_waiting(LedgerImport, entries.check_ledger_import)


@shared_task
def check_petition_import(pk: str) -> None:
    """Check one ledger of petitions; does nothing when another process has taken it or it is checked already."""
    staging.check_waiting(PetitionImport, pk, ledgers.check_petition_import)


@shared_task
def check_due_petition_imports() -> None:
    """Check every ledger of petitions that still waits, oldest first."""
    staging.check_all_waiting(PetitionImport, ledgers.check_petition_import)


@shared_task
def discard_left_ledgers() -> None:
    """Ledgers of petitions that were left on their way in are given up."""
    ledgers.discard_left(timezone.now())


@shared_task
def remind_petitions() -> None:
    """What presses in petitions is in the inboxes."""
    reminding.remind_petitions(months.today())
    remind_consultations(months.today())
    remind_matters(months.today())


@shared_task
def remind_entries() -> None:
    """Entries that come due or are late, and what waits for the bureau itself, are in the inboxes."""
    remind_of_entries(months.today())
    remind_waiting(months.today())


@shared_task
def remind_summaries() -> None:
    """What is due of work summaries is in the inboxes."""
    summaries.remind_summaries(months.today())


@shared_task
def look_back() -> None:
    """Every closed entry has its look-back, drawn ones name their draw, and what is new within 180 days proposes to reopen."""
    follow.schedule_follow_ups()
    follow.pull_draws()
    follow.propose_reopenings(months.today() - RECENT)


@shared_task
def remind_supervision() -> None:
    """What is due of orders, responsibilities and look-backs is in the inboxes."""
    remind_of_supervision(months.today())


@shared_task
def propose_repeats() -> None:
    """Where petitions came in lately, repeats are proposed."""
    repeats.propose_due()


@shared_task
def propose_for_public() -> None:
    """What has just come in by the public page is compared with the docket."""
    repeats.propose_public()


@shared_task
def propose_for_petition(pk: str) -> None:
    """What a petition just registered may repeat is proposed; the beat does it as well, a little later."""
    petition = Petition.objects.filter(pk=pk).first()
    if petition is not None:
        repeats.propose_for_new(petition)


@shared_task
def propose_county(county_code: str) -> None:
    """The whole docket of one county is compared again."""
    repeats.propose_all(county_code)


@shared_task
def adopt_sealed() -> None:
    """Sealed cases whose handlers have all left have new ones."""
    sealing.adopt_orphans()


@shared_task
def forget_public_forms() -> None:
    """Forms of the public page that can no longer be sent are forgotten."""
    public.forget_tokens()
