"""That the search for problems of access finds one where there is one; test_pages.py runs it on every kind of page."""

from collections.abc import Callable

from .axe import SOURCE, problems

SPOIL = """() => {
  const image = document.createElement("img");
  document.querySelector("main, body").append(image);
}"""


def test_a_picture_without_words_is_a_problem(county, desk: Callable):
    page = desk().page
    page.goto("/login/")
    assert problems(page) == []
    page.evaluate(SPOIL)
    assert any("image-alt" in each for each in problems(page))


def test_no_page_is_served_it(county, desk: Callable):
    assert SOURCE.exists()
    page = desk(county.officer).page
    assert page.evaluate("typeof axe") == "undefined"
    assert page.request.get("/static/vendor/axe.min.js").status == 404
