"""Model fields that keep personal identifiers sealed at rest."""

from typing import Any

from django.db import models

from .crypto import open_sealed, seal


class SealedText:
    """Attribute that opens the sealed bytes of its row when read and seals them when set."""

    def __init__(self, column: str) -> None:
        self.column = column

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, instance: Any, owner: type) -> Any:
        if instance is None:
            return self
        return open_sealed(getattr(instance, self.column), self.bound_to(instance))

    def __set__(self, instance: Any, value: str) -> None:
        setattr(instance, self.column, seal(value or "", self.bound_to(instance)))

    def bound_to(self, instance: Any) -> str:
        return place(type(instance), self.column, instance.pk)


def place(model: type, column: str, pk: Any) -> str:
    """The name of one cell of one row, to which its sealed value is bound."""
    return f"{model._meta.db_table}.{column}:{pk}"  # type: ignore[attr-defined]


class SealedField(models.BinaryField):
    """The column under a SealedText attribute; its rows need a primary key that is known before they are saved."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("default", b"")
        kwargs.setdefault("editable", False)
        super().__init__(**kwargs)


class CodePointField(models.CharField):
    """Text that is ordered by code point on every database, so that a prefix is a range that an index serves."""

    def db_parameters(self, connection: Any) -> dict[str, Any]:
        found: dict[str, Any] = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            found["collation"] = "C"
        return found
