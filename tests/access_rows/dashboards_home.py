"""Home, search and first steps have no address of an object: they show what the person who asks may see."""

from tests.access_rows import Row

ROWS: dict[str, Row] = {}
