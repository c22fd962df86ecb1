"""Doors for background work: ids only, after commit, safe to run twice."""

from celery import shared_task
from django.db import transaction

from .models import KinDeclaration, KinImport, RosterImport
from .operations import check_import as check
from .operations import check_kin_import as check_kin
from .operations import rematch_kin as rematch

State = RosterImport.State


@shared_task
def check_import(pk: str) -> None:
    """Check one staged import; does nothing when another process has taken it or it is checked already."""
    with transaction.atomic():
        rows = RosterImport.objects.select_for_update(skip_locked=True, of=("self",))
        imp = rows.filter(pk=pk, state=State.STAGED).first()
        if imp is not None:
            check(imp)


@shared_task
def check_due_imports() -> None:
    """Check every import that still waits, oldest first: what a lost process left behind is taken up again."""
    for pk in RosterImport.objects.filter(state=State.STAGED).order_by("staged_at").values_list("pk", flat=True):
        check_import(str(pk))
    for pk in KinImport.objects.filter(state=State.STAGED).order_by("staged_at").values_list("pk", flat=True):
        check_kin_import(str(pk))


@shared_task
def check_kin_import(pk: str) -> None:
    """Check one register of declared kin; does nothing when another process has taken it or it is checked already."""
    with transaction.atomic():
        rows = KinImport.objects.select_for_update(skip_locked=True, of=("self",))
        imp = rows.filter(pk=pk, state=State.STAGED).first()
        if imp is not None:
            check_kin(imp)


@shared_task
def rematch_kin() -> None:
    """Declared kin follow the roster: what was taken in since the last run is seen by the next one."""
    for county in KinDeclaration.objects.active().order_by().values_list("county_code", flat=True).distinct():
        rematch(county)
