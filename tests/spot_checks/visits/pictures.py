"""Generated pictures: scenes of their own, and the many doors that look almost alike."""

import io
import random

from PIL import Image, ImageDraw, ImageFilter

SIZE = (640, 480)


def scene(seed: int, size: tuple[int, int] = SIZE) -> Image.Image:
    """Soft colours with shapes and noise, like a photo of anything."""
    dice, (width, height) = random.Random(seed), size
    small = Image.new("RGB", (6, 5))
    small.putdata([tuple(dice.randrange(40, 240) for _ in range(3)) for _ in range(30)])
    image = small.resize(size, Image.Resampling.BICUBIC)
    draw = ImageDraw.Draw(image)
    for _ in range(dice.randrange(8, 25)):
        x, y = dice.randrange(width), dice.randrange(height)
        box = (x, y, x + dice.randrange(width // 20, width // 3), y + dice.randrange(height // 20, height // 3))
        colour = tuple(dice.randrange(256) for _ in range(3))
        (draw.rectangle if dice.random() < 0.5 else draw.ellipse)(box, fill=colour)
    return _noisy(image, dice)


def door(seed: int, size: tuple[int, int] = SIZE) -> Image.Image:
    """Sky, wall, door, a window and somebody before it: what most photos of visits show."""
    dice, (width, height) = random.Random(seed), size

    def colour(low: int, high: int) -> tuple[int, int, int]:
        return dice.randrange(low, high), dice.randrange(low, high), dice.randrange(low, high)

    image = Image.new("RGB", size, colour(170, 235))
    draw = ImageDraw.Draw(image)
    ground = int(height * dice.uniform(0.75, 0.92))
    draw.rectangle((0, int(height * dice.uniform(0.15, 0.4)), width, height), fill=colour(120, 210))
    draw.rectangle((0, ground, width, height), fill=colour(80, 150))
    left, wide = int(width * dice.uniform(0.2, 0.6)), int(width * dice.uniform(0.12, 0.25))
    draw.rectangle((left, int(height * dice.uniform(0.35, 0.5)), left + wide, ground), fill=colour(30, 120))
    for _ in range(dice.randrange(1, 4)):
        x, y = int(width * dice.uniform(0, 0.9)), int(height * dice.uniform(0.35, 0.6))
        draw.rectangle((x, y, x + width // 10, y + height // 8), fill=colour(20, 160))
    for _ in range(dice.randrange(1, 4)):
        x, tall = int(width * dice.uniform(0.05, 0.9)), int(height * dice.uniform(0.3, 0.5))
        draw.ellipse((x, ground - tall, x + tall // 3, ground + height // 12), fill=colour(0, 256))
    return _noisy(image, dice)


def _noisy(image: Image.Image, dice: random.Random) -> Image.Image:
    """The picture a little soft and grainy; the same seed gives the same grain."""
    grain = Image.frombytes("L", image.size, dice.randbytes(image.width * image.height)).convert("RGB")
    return Image.blend(image.filter(ImageFilter.GaussianBlur(1)), grain, 0.06)


def jpeg(image: Image.Image, quality: int = 90, **options: object) -> bytes:
    """The picture as JPEG bytes."""
    file = io.BytesIO()
    image.save(file, "JPEG", quality=quality, **options)
    return file.getvalue()


def png(image: Image.Image) -> bytes:
    """The picture as PNG bytes."""
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def photo(seed: int) -> bytes:
    """The bytes of a made-up photo."""
    return jpeg(scene(seed))
