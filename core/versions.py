"""The version every form that edits carries: the record as its page was opened."""

from .access import Request

NEVER = -1


def version_of(request: Request) -> int:
    """The version the form was opened with; one that no record ever has where the form says none."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else NEVER
