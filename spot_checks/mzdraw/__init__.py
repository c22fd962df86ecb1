"""MZDRAW1, the draw anyone can verify: pure functions over bytes, no Django, no clock, no database.

frame  = make_frame(entries)                      # frame.tsv is frame.data
commit = make_commit(frame, draw=…, total=…, …)   # commit.json is commit.data; anchor commit.commitment
values = reveal(commit.sources, values, value)    # once for each source, in order
drawn  = draw(frame, commit, values)              # seed.json, result.tsv
prev   = prev_after_result(drawn.result_tsv)      # or prev_after_void(commit.commitment, reason)
"""

from .allocation import allocate, smallest_total
from .commit import Commit, make_commit, parse_commit
from .frame import Entry, Frame, item_commitment, make_frame, new_item, new_nonce, parse_frame
from .hashing import ZEROS, canonical_json, commitment, digest, prev_after_result, prev_after_void
from .refusals import CommitMalformed, DrawRefused, FrameMalformed, SeedValueRefused, TotalTooLarge, TotalTooSmall
from .selection import Drawn, Pick, draw, inspector_order, pick_inspectors, result_tsv, select, ticket
from .sources import (
    D6,
    D10,
    HEX32,
    SSQ,
    UNOPENED,
    Source,
    check_value,
    check_values,
    reveal,
    seed,
    seed_json,
    witness_pre,
)

__all__ = [
    "D6", "D10", "HEX32", "SSQ", "UNOPENED", "ZEROS",
    "Commit", "CommitMalformed", "DrawRefused", "Drawn", "Entry", "Frame", "FrameMalformed", "Pick",
    "SeedValueRefused", "Source", "TotalTooLarge", "TotalTooSmall",
    "allocate", "canonical_json", "check_value", "check_values", "commitment", "digest", "draw",
    "inspector_order", "item_commitment", "make_commit", "make_frame", "new_item", "new_nonce", "parse_commit", "parse_frame", "pick_inspectors",
    "prev_after_result", "prev_after_void", "result_tsv", "reveal", "seed", "seed_json", "select",
    "smallest_total", "ticket", "witness_pre",
]  # fmt: skip
