"""回头看 and 反弹: scheduled, drawn, made; what is new is put beside what was closed."""

from .causes import Cause, add_causes
from .deciding import decline_reopening, reopen
from .drawn import pull_draws
from .making import FollowUpResult, record_follow_up
from .proposing import propose_reopenings
from .scheduling import schedule, schedule_follow_ups

__all__ = [
    "Cause",
    "FollowUpResult",
    "add_causes",
    "decline_reopening",
    "propose_reopenings",
    "pull_draws",
    "record_follow_up",
    "reopen",
    "schedule",
    "schedule_follow_ups",
]
