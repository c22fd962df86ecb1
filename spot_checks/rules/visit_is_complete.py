"""What a visit must hold before it is handed to the second inspector, as tables: outcomes by kind of item, and photos by
outcome. A photo of the door is asked for where somebody was met or seen; not in a house of mourning, nor where nobody was
found. A paper form is always proved by the photo of the signed sheet. Legal basis: two inspectors, 核查表, 照片 (domain §3).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from . import questions
from .filled import Filled

MATCH, MISMATCH, NOT_FOUND, DEAD, AWAY, LOST = "match", "mismatch", "not_found", "dead", "away_video", "lost"
DEAD_DEFAULT = "P07"  # 死亡不及时停保
ABSENCES_FOR_LOST = 2

OUTCOMES: dict[str, tuple[str, ...]] = {
    "nil_village": (MATCH, MISMATCH),
    "death": (MATCH, MISMATCH, NOT_FOUND, LOST),
}
EVERY_OUTCOME = (MATCH, MISMATCH, NOT_FOUND, DEAD, AWAY, LOST)

# outcome → photos of the scene a drawn visit needs; AWAY: the picture of the video call.
SCENE_PHOTOS = {MATCH: 1, MISMATCH: 1, AWAY: 1, DEAD: 0, NOT_FOUND: 0, LOST: 0}
NO_PHOTO_KINDS = {"nil_village", "death"}
NEEDS_PROBLEM = {MISMATCH, DEAD}
NEEDS_SUMMARY = {MISMATCH, DEAD, NOT_FOUND}
# Nobody answered the questions where nobody was met.
UNASKED = {NOT_FOUND, LOST, DEAD}
# question → the answer that contradicts 相符.
AGAINST_MATCH = {"qualifies": questions.NO, "stop_right": questions.NO, "kept_drawing": questions.YES}


@dataclass(frozen=True)
class Around:
    """What else is known of the visit: the kind of item, whether it was drawn, how it came in, and its photos."""

    kind: str = "household"
    drawn: bool = True
    paper: bool = False
    scene_photos: int = 0
    paper_photos: int = 0


def outcomes(kind: str) -> tuple[str, ...]:
    """The outcomes a visit to this kind of item may have."""
    return OUTCOMES.get(kind, EVERY_OUTCOME)


def photos_needed(outcome: str, around: Around) -> int:
    """How many photos of the scene this visit needs."""
    if not around.drawn or around.paper or around.kind in NO_PHOTO_KINDS:
        return 0
    return SCENE_PHOTOS.get(outcome, 0)


def problems_of(filled: Filled) -> tuple[str, ...]:
    """The problem codes as they count: a death found is P07 unless told otherwise; none without 不符 or 死亡."""
    if filled.outcome not in NEEDS_PROBLEM:
        return ()
    return filled.problems or ((DEAD_DEFAULT,) if filled.outcome == DEAD else ())


def missing(filled: Filled, around: Around) -> list[str]:
    """What is still missing or does not fit, each a sentence that says what to do; empty when it may be handed over."""
    return [*_basics(filled, around), *_of_the_outcome(filled), *_answers(filled, around), *_photos(filled, around)]


def _basics(filled: Filled, around: Around) -> Iterator[str]:
    if filled.visited_on is None:
        yield "请填写入户日期。"
    if not filled.outcome:
        yield "请选择核查结论。"
    elif filled.outcome not in outcomes(around.kind):
        yield "这类对象没有这种结论，请改选。"


def _of_the_outcome(filled: Filled) -> Iterator[str]:
    if filled.outcome == LOST and len(filled.absences) < ABSENCES_FOR_LOST:
        yield f"“失联”须有两个不同日子的未在家记录，现有 {len(filled.absences)} 天。请改日再去一次。"
    if filled.outcome == AWAY and not filled.answers.get("video_seen"):
        yield "外出务工须视频核实：请写明视频中见到谁、怎样确认身份。"
    if filled.outcome in NEEDS_PROBLEM and not problems_of(filled):
        yield "结论为不符的，请至少选一个问题码。"
    if filled.outcome in NEEDS_SUMMARY and not filled.summary:
        yield "请在情况说明里写明发现了什么。"
    if filled.overpaid_fen and filled.outcome not in NEEDS_PROBLEM:
        yield "多发金额只在结论为不符或死亡时填写。"


def _answers(filled: Filled, around: Around) -> Iterator[str]:
    if filled.outcome in UNASKED or not filled.outcome:
        return
    if filled.outcome != AWAY:
        for label in questions.unanswered(around.kind, filled.answers):
            yield f"请回答“{label}”。"
    if around.kind == "nil_village" and not any(filled.answers.get(key) for key in questions.SOURCES):
        yield "请至少填写一方所说的死亡人数，没有填 0。"
    if filled.outcome != MATCH:
        return
    asked = questions.plain(around.kind)
    for key, answer in AGAINST_MATCH.items():
        if key in asked and filled.answers.get(key) == answer:
            yield f"“{asked[key].label}”答“{answer}”，结论不应是相符。请核对。"
    if around.kind == "nil_village" and int(filled.answers.get("deaths_covered") or 0):
        yield "有享受救助的人死亡而乡镇零报告，结论不应是相符。请核对。"


def _photos(filled: Filled, around: Around) -> Iterator[str]:
    if around.paper and not around.paper_photos:
        yield "纸质核查表补录须附签字后核查表的照片。"
    if around.scene_photos < photos_needed(filled.outcome, around):
        yield "请附至少一张入户照片（视频核实的附视频截图）。"
