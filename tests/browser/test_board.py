"""The board on a wall, at a desk and on a phone: charts are drawn, nothing is refused, nothing scrolls sideways."""

import os

import pytest

from core.models import User
from core.operations.demo import DEMO_PASSWORD, demo_accounts
from core.permissions import Role
from jingyuan_rectify.demo import load

DRAWN = """() => [...document.querySelectorAll("[data-chart]")].filter((box) => {
  const canvas = box.querySelector("canvas");
  return canvas && canvas.width > 100 && canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data.some((v) => v);
}).length"""
TALLER = "() => document.documentElement.scrollHeight - document.documentElement.clientHeight"
WALL = (1920, 1080)


@pytest.fixture
def leader(county) -> User:
    """The county's leader, in a small demo county that is counted; a picture wants more of a year behind it."""
    size, past = (280, 6) if os.environ.get("SCREENSHOTS") else (42, 1)
    load.county(size, seed=7, past=past, say=lambda text: None)
    return User.objects.get(username=demo_accounts()[Role.LEADERSHIP])


def test_the_board_is_drawn_at_every_width_and_the_wall_fits_its_screen(leader, desk, picture):
    window = desk(leader, password=DEMO_PASSWORD)
    page = window.page
    for width, height in (WALL, (1280, 800), (360, 800)):
        page.set_viewport_size({"width": width, "height": height})
        page.goto("/board/overview/")
        page.wait_for_selector("[data-chart] canvas")
        page.wait_for_function(f"({DRAWN})() >= 6")
        window.fits()
        if width == 1280:
            picture(page, "leaders.png")
    assert page.locator("[data-chart][role=img][aria-label]").count() == page.locator("[data-chart]").count()
    page.set_viewport_size({"width": WALL[0], "height": WALL[1]})
    page.goto("/board/overview/wall/")
    page.wait_for_function(f"({DRAWN})() >= 2")
    window.fits()
    assert page.evaluate(TALLER) == 0
