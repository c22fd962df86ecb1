"""The complaint telephones as published, by township."""

import re
from typing import Any

from core import audit
from core.models import Division
from core.operation import locked, operation, require
from core.permissions import Permission
from core.refusal import NotPermitted, Refused

from ...models import PublicTelephone

FORM = re.compile(r"(?:1[3-9]\d{9}|(?:0\d{2,3}-?)?[2-9]\d{6,7}|12345)")


@operation
def publish_telephone(
    *, by: Any, division: Division, telephone: str, unit: str, hours: str = "", published: bool = True
) -> PublicTelephone:
    """The telephone stands for the place, shown to the public only where `published`. Raises Refused when it stands there
    already."""
    _county(by, division.code)
    number = _number(telephone)
    if PublicTelephone.objects.filter(division_code=division.code, telephone=number).exists():
        raise Refused("这个单位已经登记了这个电话。", code="telephone-twice")
    row = PublicTelephone(
        division_code=division.code,
        telephone=number,
        unit=unit.strip()[:60],
        hours=hours.strip()[:60],
        published=published,
    )
    row.save(force_insert=True)
    audit.record("telephone.publish", row, by=by, summary={"published": int(published)})
    return row


@operation
def change_telephone(
    row: PublicTelephone, *, by: Any, telephone: str, unit: str, hours: str, published: bool
) -> PublicTelephone:
    """The telephone reads so, and is shown to the public or no more."""
    row = locked(row)
    _county(by, row.division_code)
    number = _number(telephone)
    same = PublicTelephone.objects.filter(division_code=row.division_code, telephone=number).exclude(pk=row.pk)
    if same.exists():
        raise Refused("这个单位已经登记了这个电话。", code="telephone-twice")
    row.telephone, row.unit, row.hours, row.published = number, unit.strip()[:60], hours.strip()[:60], published
    row.save()
    audit.record("telephone.change", row, by=by, summary={"published": int(published)})
    return row


def _county(by: Any, division_code: str) -> None:
    require(by, Permission.VOICE_LOG, division_code)
    if by.is_township:
        raise NotPermitted("公开电话由县局统一登记公布，需要更改的请告诉局办公室。")


def _number(text: str) -> str:
    number = re.sub(r"[\s（）()]", "", text)
    if not FORM.fullmatch(number):
        raise Refused("电话号码位数不对。手机填 11 位，座机填区号加号码，如 0954-5011234。", code="telephone-form")
    return number
