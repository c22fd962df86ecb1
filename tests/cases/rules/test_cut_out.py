"""A picture cut out of another is known by it, wherever the cut lies; one that only looks alike is not."""

import io

import pytest
from PIL import Image

from cases.rules.entries.cut_out import NEAR, distance, is_cut, marks
from tests.spot_checks.visits.pictures import door, jpeg

CUTS = {
    "ten percent all round": (0.1, 0.1, 0.9, 0.9),
    "a third of one side": (0.33, 0, 1, 1),
    "a corner": (0, 0.25, 0.75, 1),
    "half": (0, 0, 0.5, 1),
    "the middle half of both": (0.25, 0.25, 0.75, 0.75),
    "unevenly": (0.07, 0.23, 0.99, 0.84),
}


def cut(seed: int, box: tuple[float, float, float, float]) -> bytes:
    image = door(seed)
    width, height = image.size
    left, top, right, bottom = box
    return jpeg(image.crop((int(left * width), int(top * height), int(right * width), int(bottom * height))), 45)


def grey(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("L")


@pytest.mark.parametrize("box", CUTS.values(), ids=CUTS.keys())
@pytest.mark.parametrize("seed", [1, 2])
def test_a_cut_is_known(seed, box):
    part, whole = grey(cut(seed, box)), grey(jpeg(door(seed)))
    assert distance(marks(part), marks(whole)) <= NEAR and is_cut(part, whole, marks(part), marks(whole))


def test_another_picture_is_no_cut_of_it():
    whole = grey(jpeg(door(1)))
    for seed in range(2, 14):
        other = grey(jpeg(door(seed)))
        assert not is_cut(other, whole, marks(other), marks(whole))


def test_what_has_no_marks_is_far_from_everything():
    assert distance(b"", marks(grey(jpeg(door(1))))) == distance(marks(grey(jpeg(door(1)))), b"") == 64
