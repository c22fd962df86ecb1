"""Doors for background work: ids only, after commit, safe to run twice."""

from celery import shared_task

from .models import KinDeclaration, KinImport, RosterImport
from .operations import check_import as check
from .operations import check_kin_import as check_kin
from .operations import rematch_kin as rematch
from .operations import staging


@shared_task
def check_import(pk: str) -> None:
    """Check one staged import; does nothing when another process has taken it or it is checked already."""
    staging.check_waiting(RosterImport, pk, check)


@shared_task
def check_due_imports() -> None:
    """Check every import that still waits, oldest first: what a lost process left behind is taken up again."""
    staging.check_all_waiting(RosterImport, check)
    staging.check_all_waiting(KinImport, check_kin)


@shared_task
def check_kin_import(pk: str) -> None:
    """Check one register of declared kin; does nothing when another process has taken it or it is checked already."""
    staging.check_waiting(KinImport, pk, check_kin)


@shared_task
def rematch_kin() -> None:
    """Declared kin follow the roster: what was taken in since the last run is seen by the next one."""
    for county in KinDeclaration.objects.active().order_by().values_list("county_code", flat=True).distinct():
        rematch(county)
