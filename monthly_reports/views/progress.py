"""Where a report stands and whose turn it is, told from its state; nothing here reads the database."""

from typing import Any

from ..models import Report, Submission

R, S = Report.State, Submission.State

TONES = {
    R.OPEN: "neutral",
    R.DRAFT: "info",
    R.CONFIRMED: "info",
    R.SUBMITTED: "info",
    R.RETURNED: "danger",
    R.TAKEN_IN: "success",
    R.LOCKED: "success",
    S.STAGED: "info",
    S.INVALID: "danger",
    S.UNREADABLE: "danger",
    S.REPLACED: "neutral",
}
OBLIGATION_TONES = {"missing": "warning", "nil": "success", "filed": "success"}
EDITABLE = {S.STAGED, S.INVALID, S.UNREADABLE, S.DRAFT, S.CONFIRMED}
FILED = {S.SUBMITTED, S.RETURNED, S.TAKEN_IN}


def tone(state: str) -> str:
    """The tone in which a state is shown."""
    return TONES.get(state, "neutral")  # type: ignore[call-overload]


def newest(submissions: list[Submission]) -> Submission | None:
    """The submission that counts now: the newest not replaced by another; corrections go their own way."""
    rows = [s for s in submissions if s.state != S.REPLACED and not s.is_correction]
    return max(rows, key=lambda s: s.number, default=None)


def _step(label: str, state: str, when: Any = None, who: Any = None) -> dict[str, Any]:
    return {"label": label, "state": state, "when": when, "who": getattr(who, "display_name", who) or ""}


def _reached(submission: Submission | None) -> int:
    """How many of the four steps are done: filled, confirmed, submitted, taken in."""
    if submission is None or submission.state in {S.STAGED, S.INVALID, S.UNREADABLE}:
        return 0
    return {S.DRAFT: 1, S.CONFIRMED: 2, S.SUBMITTED: 3, S.TAKEN_IN: 4}.get(submission.state, 0)  # type: ignore[call-overload]


def steps(submission: Submission | None) -> list[dict[str, Any]]:
    """The stepper: 填报 → 核查确认 → 报送 → 县局接收."""
    labels = ["填报", "核查确认", "报送", "县局接收入册"]
    if submission is None:
        return [_step(label, "current" if at == 0 else "todo") for at, label in enumerate(labels)]
    done = _reached(submission)
    acts = [
        (submission.filled_at, submission.filled_by),
        (submission.confirmed_at, submission.confirmed_by),
        (submission.submitted_at, submission.submitted_by),
        (submission.decided_at, submission.decided_by),
    ]
    if submission.state == S.RETURNED:
        stop = 1 if given_back(submission) else 3
        labels[stop] = "退回填报人" if stop == 1 else "县局退回"
        acts[stop] = acts[3]
        states = ["done"] * stop + ["problem"] + ["todo"] * (3 - stop)
        return [
            _step(label, state, *(acts[at] if at <= stop else (None, None)))
            for at, (label, state) in enumerate(zip(labels, states, strict=True))
        ]
    bad = submission.state in {S.INVALID, S.UNREADABLE}
    return [
        _step(
            label,
            "done" if at < done else "problem" if bad and at == 0 else "current" if at == done else "todo",
            *(acts[at] if at < done or (at == 0 and done == 0) else (None, None)),
        )
        for at, label in enumerate(labels)
    ]


NEXT: dict[Any, tuple[str, str, str]] = {
    None: ("填报本月动态", "上传在用的表格、在线填写，或确认无变动。", "民政助理员"),
    S.STAGED: ("正在核对", "程序正在核对表格，通常几秒钟。", "系统"),
    S.INVALID: ("改正错误后重新上传", "按提示改好原表再传一次，之前的草稿会自动替换。", "民政助理员"),
    S.UNREADABLE: ("换一个文件再传", "文件没能读出来，请另存为 xlsx 后重新上传。", "民政助理员"),
    S.DRAFT: ("等待核查确认", "填报人以外的核查员或分管领导核查后即可报送。", "核查员或分管领导"),
    S.CONFIRMED: ("等待报送", "已核查确认，点“报送县民政局”即完成。", "核查员或分管领导"),
    S.SUBMITTED: ("等待县局接收", "已报送，县局接收后计入花名册；如需补正会写明理由退回。", "县民政局社会救助股"),
    S.RETURNED: ("按退回理由补正后再报", "首次报送时间已经记录，补正不影响是否按时。", "民政助理员"),
    S.TAKEN_IN: ("本月已办结", "已计入花名册。发现差错的，打开对应的行提出更正。", "无"),
}


def given_back(submission: Submission) -> bool:
    """Whether it is the township's own second person who returned it, before anything was submitted."""
    return submission.state == S.RETURNED and submission.submitted_at is None


def next_step(submission: Submission | None) -> dict[str, str]:
    """What happens next and whose turn it is."""
    if submission is not None and given_back(submission):
        return {
            "title": "按核查意见修改后再交",
            "text": "核查员写明了要改的地方，改好后重新核对。",
            "whose": "民政助理员",
        }
    title, text, whose = NEXT[submission.state if submission else None]
    return {"title": title, "text": text, "whose": whose}
