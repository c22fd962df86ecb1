"""Lets the test runner empty the database after a test with real transactions: some tables refuse DELETE and TRUNCATE by
trigger, which is the point of them, so the triggers rest while the runner flushes. Importing this is enough."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

from django.db.backends.base.operations import BaseDatabaseOperations


@contextmanager
def triggers_resting(connection: Any) -> Iterator[None]:
    """No trigger fires on this connection until the block ends."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
            yield
            cursor.execute("SET session_replication_role = DEFAULT")
            return
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
        for name, _ in triggers:
            cursor.execute(f'DROP TRIGGER "{name}"')
        yield
        for _, sql in triggers:
            cursor.execute(sql)


_flush = BaseDatabaseOperations.execute_sql_flush


@wraps(_flush)
def _flush_all(self: Any, sql_list: list[str]) -> None:
    with triggers_resting(self.connection):
        _flush(self, sql_list)


if not hasattr(_flush, "__wrapped__"):
    BaseDatabaseOperations.execute_sql_flush = _flush_all  # type: ignore[method-assign]
