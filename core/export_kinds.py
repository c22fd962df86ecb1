"""What can be exported in full after approval. Apps add their kinds when they are ready."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class ExportKind:
    """A kind of export: its name, and the URL name of the POST page that spends an approved request (argument: its pk)."""

    code: str
    label: str
    url_name: str


_kinds: dict[str, ExportKind] = {}


def add_export_kind(kind: ExportKind) -> None:
    """Make the kind known."""
    _kinds[kind.code] = kind


def kind_of(code: str) -> ExportKind | None:
    """The kind with this code."""
    return _kinds.get(code)


def label_of(code: str) -> str:
    """The kind's name, or its code where nobody named it."""
    kind = kind_of(code)
    return kind.label if kind else code


def title_of(asking: Any) -> str:
    """What a request asks for, as its app words it for those who decide; else the kind's name."""
    return asking.parameters.get("title") or label_of(asking.kind)
