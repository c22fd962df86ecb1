"""Hidden fields that keep a form from being done twice or over someone else's work."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ..idempotency import FIELD, new_key

register = template.Library()


@register.simple_tag
def idempotency_key() -> SafeString:
    """The key of one press; for every form that creates."""
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, new_key())


@register.simple_tag
def version_field(thing: object) -> SafeString:
    """The version the form was opened with; for every form that edits."""
    return format_html('<input type="hidden" name="version" value="{}">', getattr(thing, "version", ""))
