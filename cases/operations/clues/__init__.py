"""线索移交: drafted, packed and sent, received, answered. Nobody in a township comes near any of it."""

from .content import Accused, Content, content_of, write_content
from .drafting import draft_clue, edit_clue, open_clue
from .packing import PackageStands, check_copy, package_stands
from .receiving import dispose_clue, receive_clue, return_clue
from .sending import note_export, read_package, send_clue

__all__ = [
    "Accused",
    "Content",
    "PackageStands",
    "check_copy",
    "content_of",
    "dispose_clue",
    "draft_clue",
    "edit_clue",
    "note_export",
    "open_clue",
    "package_stands",
    "read_package",
    "receive_clue",
    "return_clue",
    "send_clue",
    "write_content",
]
