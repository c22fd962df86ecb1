"""A page looked at in every window: nothing wider than it, nothing serious that axe-core finds, and its picture kept."""

from pathlib import Path

from .axe import problems
from .desk import Desk

DESK, PHONE = 1280, 360
WIDTHS = (DESK, 1920, 768, PHONE)
PICTURES = Path(__file__).resolve().parents[2] / "var" / "pages"


def looked_at(window: Desk, whose: str, name: str, *, is_new: bool, kept: bool) -> list[str]:
    """What axe-core finds on the page that stands in the window, `whose` page `name`. It is asked at a desk's width, of a
    page that `is_new` at a phone's too. Pictures are `kept` of pages met before, of new ones always."""
    found: list[str] = []
    for width in WIDTHS:
        window.page.set_viewport_size({"width": width, "height": 800})
        window.fits()
        if (width == DESK and kept) or (width in (DESK, PHONE) and is_new):
            found += problems(window.page)
        if kept or is_new:
            folder = PICTURES / whose
            folder.mkdir(parents=True, exist_ok=True)
            window.page.screenshot(path=folder / f"{name}-{width}.jpg", type="jpeg", quality=60, full_page=True)
    assert window.page.locator("h1").count() == 1, window.page.url
    assert window.page.title(), window.page.url
    return found
