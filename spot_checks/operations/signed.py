"""What follows a signature: others put themselves on this list and are called in the same transaction."""

from collections.abc import Callable

from ..models import Visit

after_signing: list[Callable[[Visit], object]] = []


def register(follow: Callable[[Visit], object]) -> Callable[[Visit], object]:
    """`follow(visit)` runs whenever a visit has been signed (once, however often it is registered). If it raises, the
    visit stays unsigned."""
    if follow not in after_signing:
        after_signing.append(follow)
    return follow


def tell(visit: Visit) -> None:
    """Everybody on the list has been told that the visit is signed."""
    for follow in after_signing:
        follow(visit)
