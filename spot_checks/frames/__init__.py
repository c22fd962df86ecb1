"""What can be drawn: the lists of this app, and those that apps above it add (`registry.add_source`)."""

from core.permissions import Permission

from .declared import declared
from .facts import with_facts
from .identity import identified
from .monthly import changes
from .registry import Candidate, FrameSource, Scope, add_flags, add_source, source, sources
from .roster import households, new_grants

__all__ = [
    "Candidate",
    "FrameSource",
    "Scope",
    "add_flags",
    "add_source",
    "identified",
    "source",
    "sources",
    "with_facts",
]

add_source(FrameSource("roster", "在册救助对象", "社会救助在册对象抽查", households, order=10))
add_source(FrameSource("monthly", "本月上报变动和零报告村", "动态管理月报抽查", changes, unit="项", order=20))
add_source(FrameSource("new_grants", "近三个月新增对象", "新增救助对象抽查", new_grants, order=30))
add_source(FrameSource("kin", "备案近亲属", "近亲属备案核查", declared, order=40, seen_with=Permission.KIN_VIEW))
