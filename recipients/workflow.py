"""What may happen next to a file on its way in: (step, from) -> to."""

from core.refusal import TransitionRefused

from .models import StagedFile

S = StagedFile.State
STEPS: dict[str, dict[str, str]] = {
    "check": {S.STAGED: S.VALID, S.VALID: S.VALID, S.INVALID: S.VALID},
    "commit": {S.VALID: S.COMMITTED},
    "reverse": {S.COMMITTED: S.REVERSED},
    "discard": {S.STAGED: S.DISCARDED, S.VALID: S.DISCARDED, S.INVALID: S.DISCARDED, S.UNREADABLE: S.DISCARDED},
}
NAMES = {"check": "核对", "commit": "入库", "reverse": "撤回", "discard": "放弃"}


def advance(imp: StagedFile, step: str) -> str:
    """The state after `step`; raises TransitionRefused when it may not be taken now."""
    target = STEPS[step].get(imp.state)
    if target is None:
        raise TransitionRefused(
            f"这次导入现在是“{imp.get_state_display()}”，不能{NAMES[step]}。请刷新页面查看最新情况。"
        )
    return target


def may(imp: StagedFile, step: str) -> bool:
    """True when `step` can be taken from the present state."""
    return imp.state in STEPS[step]
