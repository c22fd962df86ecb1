"""Made-up photos of courtyards, drawn: no picture of anybody's home."""

import io
from random import Random

from PIL import Image, ImageDraw

SIZE = (480, 360)
SKIES = ((176, 205, 226), (203, 214, 219), (222, 205, 182), (150, 187, 220))
WALLS = ((196, 164, 120), (222, 214, 200), (170, 128, 98), (205, 190, 160))
ROOFS = ((120, 62, 48), (88, 96, 104), (146, 84, 58))


def courtyard(random: Random) -> bytes:
    """A JPEG of a house before hills; two with the same numbers drawn are the same picture."""
    image = Image.new("RGB", SIZE, random.choice(SKIES))
    draw = ImageDraw.Draw(image)
    width, height = SIZE
    ridge = [(0, height)] + [(x, random.randint(90, 190)) for x in range(0, width + 1, 60)] + [(width, height)]
    draw.polygon(ridge, fill=(random.randint(110, 150), random.randint(120, 150), random.randint(80, 110)))
    ground = random.randint(250, 290)
    draw.rectangle((0, ground, width, height), fill=(random.randint(150, 185), random.randint(130, 155), 110))
    left, wide, tall = random.randint(20, 190), random.randint(170, 260), random.randint(70, 120)
    top = ground - tall
    draw.rectangle((left, top, left + wide, ground), fill=random.choice(WALLS))
    roof = [(left - 14, top), (left + wide // 2, top - random.randint(25, 60)), (left + wide + 14, top)]
    draw.polygon(roof, fill=random.choice(ROOFS))
    door = left + random.randint(20, wide - 60)
    draw.rectangle((door, ground - 58, door + 32, ground), fill=(random.randint(60, 130), 52, 46))
    for at in range(left + 12, left + wide - 34, random.randint(48, 70)):
        if abs(at - door) > 40:
            draw.rectangle((at, top + 18, at + 30, top + 46), fill=(214, 228, 232), outline=(90, 80, 70), width=3)
    for _ in range(random.randint(0, 5)):
        x, reach = random.randint(0, width), random.randint(14, 34)
        draw.rectangle((x - 3, ground - 40, x + 3, ground + 12), fill=(92, 70, 50))
        draw.ellipse(
            (x - reach, ground - 40 - reach, x + reach, ground - 40 + reach), fill=(96, random.randint(110, 150), 70)
        )
    out = io.BytesIO()
    image.save(out, "JPEG", quality=80)
    return out.getvalue()


def taken_again(photo: bytes) -> bytes:
    """The same picture, saved once more at a lower quality."""
    out = io.BytesIO()
    Image.open(io.BytesIO(photo)).save(out, "JPEG", quality=40)
    return out.getvalue()
