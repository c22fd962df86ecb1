"""Texts that leave a sealed case may say nothing of it."""

from core.refusal import Refused

from ...models import Petition
from ...rules.redaction import fold, shared, tells
from .contents import contents_of

DIGITS = 7


def refuse_telling(petition: Petition, *texts: str) -> None:
    """Raise Refused where a text tells a name, a number or four characters in a row of the sealed case. The matching words are
    its findings, for its handler's page alone: neither its message nor the chain holds them."""
    contents = contents_of(petition)
    found = tells("|".join(texts), contents.names(), contents.numbers(), contents.passages())
    if found:
        raise Refused(
            "文字里有密封件的内容，请换成不相干的说法，只写要查什么、查哪一类。", code="tells-sealed", findings=found
        )


def refuse_identity(petition: Petition, *texts: str) -> None:
    """Raise Refused where a text that goes to the discipline group names who told of a sealed case, or holds a number of
    theirs. What was told, and of whom, may stand there: that is what is handed on. The refusal does not say which words."""
    contents = contents_of(petition)
    tellers = [name for each in contents.parties if (name := each.get("name", "")) and name not in contents.accused]
    text = fold("|".join(texts))
    named = any(len(name := fold(each)) > 1 and name in text for each in tellers)
    if named or any(shared(text, fold(each), DIGITS) for each in contents.numbers()):
        raise Refused(
            "文字里有来信人的姓名或号码。移交的是线索，不是来信人；请改为“来信人”“知情人”等说法。",
            code="tells-identity",
        )


def in_words(refusal: Refused) -> str:
    """What a handler's page says of a refusal; never for a message that is kept, or a log."""
    if refusal.code != "tells-sealed":
        return refusal.message
    return f"{refusal.message}与密封件相同的字：{'、'.join(refusal.findings[:10])}。"
