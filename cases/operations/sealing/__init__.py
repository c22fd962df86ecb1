"""Every write of sealed cases (检举控告), and the only readers of `Petition.sealed_text`, but for the import, which knows a
row again by it (petitions/examining.py)."""

from .files import attach_sealed, keep_files, note_file
from .forwarding import forward_redacted
from .handlers import adopt_orphans, end_handler, is_handler, name_first, name_handler
from .opening import OpenReason, open_sealed, read_sealed
from .redaction import in_words, refuse_identity, refuse_telling
from .sealing import seal_at_registration, seal_later

__all__ = [
    "OpenReason",
    "adopt_orphans",
    "attach_sealed",
    "end_handler",
    "forward_redacted",
    "in_words",
    "is_handler",
    "keep_files",
    "name_first",
    "name_handler",
    "note_file",
    "open_sealed",
    "read_sealed",
    "refuse_identity",
    "refuse_telling",
    "seal_at_registration",
    "seal_later",
]
