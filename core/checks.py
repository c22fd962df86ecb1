"""System checks of our own: a page without a named permission stops the start."""

from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.urls import URLPattern, URLResolver, get_resolver

EXEMPT_NAMESPACES = {"admin"}  # guarded as a whole by the middleware


def views(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Every (path, view) below `resolver`, the admin's left out."""
    for pattern in resolver.url_patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield path, pattern.callback
        elif pattern.namespace not in EXEMPT_NAMESPACES:
            yield from views(pattern, path)


@register()
def every_page_names_its_permission(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """One error for each page that says neither @page(permission) nor @public."""
    return [
        Error(f"页面 /{path} 没有写明谁可以打开：请加 @page(权限) 或 @public。", id="core.E001")
        for path, view in views(get_resolver())
        if not hasattr(view, "permission")
    ]
