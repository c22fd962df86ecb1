"""All that the database holds, as one row of bytes."""

from django.db import connection

SPARED = ("sqlite_", "django_migrations")


def everything() -> bytes:
    """Every value of every column of every table: texts in UTF-8, bytes as they are."""
    parts: list[bytes] = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table.startswith(SPARED):
                continue
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - names from the database itself
            parts += [as_bytes(value) for row in cursor.fetchall() for value in row if value is not None]
    return b"\x00".join(parts)


def as_bytes(value: object) -> bytes:
    return bytes(value) if isinstance(value, (bytes, memoryview)) else str(value).encode()
