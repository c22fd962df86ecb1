"""What a close-out needs (issue 4): evidence, a result, and the money back, in instalments, or given up with approval; where
a clue went to the discipline group, its outcome (domain.md §6).
And the days it may name: nothing is dated back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

LEAST_RESULT = 10  # characters: 已整改 says nothing
LEAST_PLAN = 8  # 分期 is no plan


@dataclass(frozen=True)
class Ready:
    """What stands in an entry when close-out is asked for; money is fen."""

    evidence: int
    result: str
    due_back: int
    recovered: int
    instalments: str = ""
    irrecoverable_approved: bool = False
    clue_open: bool = False


def missing(entry: Ready) -> list[str]:
    """Sentences that say what is missing; empty when close-out may be asked for."""
    found = []
    if not entry.evidence:
        found.append("还没有佐证材料，请先上传整改的照片、文书或凭证。")
    if len(entry.result.strip()) < LEAST_RESULT:
        found.append(f"请写明整改结果（不少于 {LEAST_RESULT} 个字）：做了什么、结果怎样。")
    planned = len(entry.instalments.strip()) >= LEAST_PLAN
    if entry.recovered < entry.due_back and not planned and not entry.irrecoverable_approved:
        found.append(
            "应追回的钱还没有追齐：请登记已追回金额，或写明分期追回方案（每期多少、到何时追齐），或报分管领导批准“无法追回”说明。"
        )
    if entry.clue_open:
        found.append("移交的线索还没有处置反馈，等派驻纪检监察组反馈后再申请。")
    return found


def day_problem(done_on: dt.date, found_on: dt.date, last_measure: dt.date | None, today: dt.date) -> str:
    """Why `done_on` cannot be the day of completion; '' when it can."""
    if done_on > today:
        return "完成日期不能晚于今天。"
    if done_on < found_on:
        return "完成日期不能早于发现日期。"
    if last_measure and done_on < last_measure:
        return "完成日期不能早于最后一项措施的日期。"
    return ""
