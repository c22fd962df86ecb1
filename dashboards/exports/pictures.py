"""Bars for documents: pictures without a letter in them, so that no server needs a Chinese font."""

import io
from collections.abc import Sequence

from PIL import Image, ImageDraw

COLOURS = ("#0f5a66", "#d98c1f", "#a8261d")
WIDTH, HEIGHT, GAP = 480, 18, 4


def bar_picture(values: Sequence[int], most: int) -> bytes:
    """One bar under the other for one line of a table, as a PNG; the longest of the table fills the width."""
    image = Image.new("RGB", (WIDTH, len(values) * (HEIGHT + GAP)), "white")
    pen = ImageDraw.Draw(image)
    for at, value in enumerate(values):
        top = at * (HEIGHT + GAP)
        long = round(value * (WIDTH - 1) / most) if most else 0
        if value:
            pen.rectangle((0, top, max(long, 2), top + HEIGHT - 1), fill=COLOURS[at % len(COLOURS)])
    target = io.BytesIO()
    image.save(target, "PNG", optimize=True)
    return target.getvalue()
