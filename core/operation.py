"""The one door for writes: what `@operation` adds to a function that changes data."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.db import models, transaction

from . import audit
from .refusal import EditConflict, NotPermitted, Refused

F = TypeVar("F", bound=Callable[..., Any])
M = TypeVar("M", bound=models.Model)


def operation(function: F) -> F:
    """Run `function` in one transaction and link what it recorded to the audit chain just before the commit.

    A refusal rolls everything back and is then recorded in a transaction of its own. Operations called by operations join
    the outer one. The convention is `verb(thing, *, by, …)`; `by` None means the program itself.
    """

    @wraps(function)
    def run(*args: Any, **kwargs: Any) -> Any:
        if audit.is_collecting():
            return function(*args, **kwargs)
        try:
            with transaction.atomic():
                with audit.collecting() as entries:
                    result = function(*args, **kwargs)
                audit.append(entries)
        except Refused as refusal:
            _record_refusal(function, args, kwargs.get("by"), refusal)
            raise
        return result

    return run  # type: ignore[return-value]


def _record_refusal(function: Callable[..., Any], args: tuple, by: Any, refusal: Refused) -> None:
    subject = args[0] if args and isinstance(args[0], models.Model) else None
    division = getattr(subject, "division_code", "") or (by.division_id if by is not None else "")
    audit.record(
        "refused",
        subject,
        by=by,
        division_code=division,
        summary={
            "operation": f"{function.__module__.split('.')[0]}.{function.__name__}",
            "code": refusal.code,
            "findings": len(refusal.findings),
        },
    )


def require(by: Any, permission: str, division_code: str = "") -> None:
    """Raise NotPermitted unless `by` holds the permission and `division_code` lies in their scope. None, the program, may."""
    if by is None:
        return
    if not by.may(permission):
        raise NotPermitted("您的岗位没有这项权限，请联系本单位负责人。")
    if division_code and not division_code.startswith(by.scope):
        raise NotPermitted("该事项不在您的管辖范围内。")


def locked(thing: M, *, version: int | None = None) -> M:
    """The newest state of `thing`, locked until the end of the transaction. With `version`, raises EditConflict unless it
    is still the one the form was opened with."""
    model = cast(type[M], thing._meta.model)  # not type(thing), which may be a lazy request.user
    row = model._default_manager.select_for_update(of=("self",)).get(pk=thing.pk)
    if version is not None and row.version != version:  # type: ignore[attr-defined]
        raise EditConflict("您打开页面后，这条记录已被他人修改。请核对最新内容后再保存。")
    return row
