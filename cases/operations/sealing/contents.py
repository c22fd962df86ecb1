"""What a sealed case holds, as one JSON text under the field key. Nothing of it stands anywhere else."""

import json
from dataclasses import asdict, dataclass, field
from typing import Any

from ...models import Petition


@dataclass
class Contents:
    """Who, what, where and whom of a sealed case; names of its files by their number."""

    text: str = ""
    place: str = ""
    accused: list[str] = field(default_factory=list)
    accused_unit: str = ""
    category: str = ""
    from_unit: str = ""
    note: str = ""
    answer: str = ""
    is_anonymous: bool = False
    group_size: int = 1
    household: str = ""
    division_code: str = ""
    about_bureau: bool = False
    about_township: str = ""
    was: str = ""
    parties: list[dict[str, str]] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)

    def names(self) -> list[str]:
        """Everybody named."""
        return [each["name"] for each in self.parties if each.get("name")] + self.accused

    def numbers(self) -> list[str]:
        """Every identity and telephone number."""
        return [each[key] for each in self.parties for key in ("id_number", "phone") if each.get(key)]

    def passages(self) -> list[str]:
        """Everything else in words."""
        told = [self.text, self.place, self.accused_unit, self.from_unit, self.note, self.answer]
        return [each for each in (*told, *self.files.values()) if each]


def contents_of(petition: Petition) -> Contents:
    """What the case holds. For the operations of sealed cases alone."""
    known = set(Contents.__dataclass_fields__)
    told: dict[str, Any] = json.loads(petition.sealed_text or "{}")
    return Contents(**{name: value for name, value in told.items() if name in known})


def put(petition: Petition, contents: Contents) -> None:
    """The contents are sealed into the row (not saved)."""
    petition.sealed_text = json.dumps(asdict(contents), ensure_ascii=False)
