"""The roster as a plain table for other programs: one line per person, columns as bureaus exchange them."""

from collections.abc import Iterable, Iterator

from core.redact import redact
from core.sheets.write import safe_text

from .roster import Line

COLUMNS = (
    "household", "town", "village", "group", "head_id", "name", "id", "relation", "covered", "grade", "persons",
    "monthly", "account",
)  # fmt: skip


def table(rows: Iterable[Line], *, reveal: bool) -> Iterator[tuple[str, ...]]:
    """The values of COLUMNS for each line; identifiers masked unless `reveal`. Amounts in yuan."""
    for line in rows:
        head_id, ident, account = line.head_id, line.id_number, line.account
        if not reveal:
            head_id, ident, account = masked(head_id), masked(ident), masked(account)
        yield (
            str(line.serial), safe_text(line.town), safe_text(line.village), safe_text(line.group), head_id,
            safe_text(line.name), ident, safe_text(line.relation),
            str(line.covered), line.grade, str(line.persons), yuan(line.monthly_fen), account,
        )  # fmt: skip


def masked(number: str) -> str:
    """An identifier with all but its first six and last four places starred."""
    return f"{number[:6]}{'*' * (len(number) - 10)}{number[-4:]}" if len(number) > 12 else redact(number)


def yuan(fen: int) -> str:
    """Fen as yuan, without decimals when they are zero."""
    return str(fen // 100) if fen % 100 == 0 else f"{fen / 100:.2f}"
