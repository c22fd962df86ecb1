"""Every write of spot checks: one verb per function."""

from .committing import commit_draw
from .estimates import recompute
from .paper import attach_witness_scan, note_bundle, read_witness_scan
from .planning import Wanted, change_plan, discard_plan, plan_draw
from .pool import change_inspector, register_inspector
from .revealing import publish_draw, reveal_draw, void_draw
from .standing_in import next_in_order, stand_in

__all__ = [
    "Wanted",
    "attach_witness_scan",
    "change_inspector",
    "change_plan",
    "commit_draw",
    "discard_plan",
    "next_in_order",
    "note_bundle",
    "plan_draw",
    "publish_draw",
    "read_witness_scan",
    "recompute",
    "register_inspector",
    "reveal_draw",
    "stand_in",
    "void_draw",
]
