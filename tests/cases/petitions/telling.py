"""Petitions to test with."""

import datetime as dt
from typing import Any

from django.utils import timezone

from cases.intake.petition import Given, Party
from core.months import SHANGHAI

HER_ID = "640498195810196623"
HER_PHONE = "13895440001"


def moment(day: dt.date, hour: int = 10) -> dt.datetime:
    """That hour of the day in Shanghai."""
    return dt.datetime.combine(day, dt.time(hour), tzinfo=SHANGHAI)


def given(**told: Any) -> Given:
    """A demand by letter of one named petitioner of 香水镇, received an hour ago unless told otherwise."""
    values: dict[str, Any] = {
        "channel": "letter",
        "kind": "demand",
        "text": "本人患病多年，申请低保未批，请求解决。",
        "received_at": timezone.now() - dt.timedelta(hours=1),
        "place": "香水镇沙南村",
        "parties": [Party("马小兰", HER_ID, HER_PHONE)],
    }
    return Given(**values | told)
