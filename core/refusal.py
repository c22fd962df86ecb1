"""What an operation raises when it will not do what was asked."""

from collections.abc import Sequence
from typing import Any


class Refused(Exception):
    """The request is understood and declined: nothing was written. `message` tells the user why and what next."""

    code = "refused"

    def __init__(self, message: str, *, code: str = "", findings: Sequence[Any] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.code = code or self.code
        self.findings = list(findings)


class NotPermitted(Refused):
    """The person's role, scope or earlier part in the matter forbids the step."""

    code = "not-permitted"


class TransitionRefused(Refused):
    """The thing is not in a state from which the step may be taken."""

    code = "transition"


class EditConflict(Refused):
    """Someone else saved first: the version the form was opened with is no longer the newest."""

    code = "edit-conflict"
