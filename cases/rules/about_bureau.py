"""An accusation of the bureau itself goes past it: straight to the discipline officer (派驻纪检监察组)."""

from collections.abc import Iterable

WORDS = ("民政局", "本局", "县局", "局长", "局领导", "社会救助股", "救助股", "局办公室", "信访专员")
SPOKEN = ("民政局", "社会救助股", "救助股", "局长", "局领导")


def is_about_bureau(
    units: Iterable[str], staff: Iterable[str], accused_unit: str, accused: Iterable[str], text: str
) -> bool:
    """The bureau or one of its people stands accused: in what is named, or where nobody is named, in the text. `units` are
    the bureau's own names, `staff` the names of its people. In doubt it counts as the bureau."""
    named = [each for each in (accused_unit, *accused) if each]
    words = [*WORDS, *filter(None, units)]
    if any(word in each for each in named for word in words):
        return True
    if any(len(name) > 1 and name in each for each in (*named, text) for name in staff):
        return True
    return not named and any(word in text for word in (*SPOKEN, *filter(None, units)))
