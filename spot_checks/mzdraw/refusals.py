"""What the engine declines, each refusal named for the fact. The text is Chinese and may be shown to the user."""


class DrawRefused(ValueError):
    """The draw cannot be made or continued with what was given. str() says why, in Chinese."""


class FrameMalformed(DrawRefused):
    """The bytes or rows are not a frame (§5.1)."""


class CommitMalformed(DrawRefused):
    """The commit breaks a rule of §5.2, or its bytes are not the canonical ones."""


class TotalTooSmall(DrawRefused):
    """The total is below the guaranteed minimum. `smallest` is the least total that can be drawn."""

    def __init__(self, total: int, smallest: int) -> None:
        super().__init__(f"抽取总数 {total} 太少：必查层全部、其余各层至少数合计 {smallest}，最少要抽 {smallest}。")
        self.total, self.smallest = total, smallest


class TotalTooLarge(DrawRefused):
    """The total is more than the frame holds. `largest` is the size of the frame."""

    def __init__(self, total: int, largest: int) -> None:
        super().__init__(f"抽取总数 {total} 多于抽样框的 {largest}，最多只能抽 {largest}。")
        self.total, self.largest = total, largest


class SeedValueRefused(DrawRefused):
    """A seed value is malformed, does not fit its commitment, or comes out of order (§5.4)."""
