"""What a clue says, as it lies sealed in its row."""

import json
from dataclasses import asdict, dataclass

from core.refusal import Refused

from ...models import ClueReferral
from ..sealing import refuse_identity

LONGEST_TEXT, LONGEST_LINE, MOST_ACCUSED = 4000, 200, 20


@dataclass(frozen=True)
class Accused:
    """Somebody the clue speaks of."""

    name: str = ""
    unit: str = ""
    post: str = ""

    @property
    def words(self) -> str:
        """Unit, post and name in one line."""
        return f"{self.unit}{self.post} {self.name}".strip()


@dataclass(frozen=True)
class Content:
    """The text of the clue, whom it speaks of, which households it touches, how it was found."""

    text: str
    accused: tuple[Accused, ...] = ()
    households: str = ""
    how_found: str = ""

    @property
    def accused_words(self) -> str:
        """Everybody in one line."""
        return "；".join(each.words for each in self.accused)


def write_content(clue: ClueReferral, content: Content) -> None:
    """Seal the content into the row (not saved). Raises Refused where it cannot be meant."""
    if not content.text.strip():
        raise Refused("请写明线索内容。", code="text-missing")
    if len(content.text) > LONGEST_TEXT:
        raise Refused(f"线索内容最多 {LONGEST_TEXT} 个字，其余请作为附件附在整改事项里。", code="text-long")
    if len(content.accused) > MOST_ACCUSED:
        raise Refused(f"被反映人最多 {MOST_ACCUSED} 名。", code="accused-many")
    lines = [content.how_found, content.households, *(each.words for each in content.accused)]
    if any(len(line) > LONGEST_LINE for line in lines):
        raise Refused(f"每一项最多 {LONGEST_LINE} 个字，请写简要些。", code="text-long")
    clue.content = json.dumps(asdict(content), ensure_ascii=False)


def refuse_tellers(clue: ClueReferral) -> None:
    """Raise Refused where the clue of a sealed petition says who told of it."""
    if clue.petition is not None and clue.petition.is_sealed:
        told = content_of(clue)
        refuse_identity(clue.petition, clue.source, told.text, told.households, told.how_found, told.accused_words)


def content_of(clue: ClueReferral) -> Content:
    """The content, opened. Only for whoever may see the clue."""
    told = json.loads(clue.content or "{}")
    people = tuple(Accused(**each) for each in told.get("accused", ()))
    return Content(told.get("text", ""), people, told.get("households", ""), told.get("how_found", ""))
