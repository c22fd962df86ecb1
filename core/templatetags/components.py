"""Tags the pages are built from; `docs/design.md` says which part to use when."""

from typing import Any

from django import template
from django.conf import settings
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect, Select, Widget
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html

from core.explanations import LEDGERS
from core.sheets.model import position

register = template.Library()

DEFAULT_BUREAU = "泾源县民政局"
FIRST_SHOWN = 20
SEVERITIES = ("error", "warning")


@register.simple_tag
def bureau_name() -> str:
    """The bureau this installation belongs to."""
    return getattr(settings, "BUREAU_NAME", "") or DEFAULT_BUREAU


@register.simple_tag
def icon(name: str, label: str = "") -> str:
    """One picture of the icon sprite; it is hidden from screen readers unless it is given a label."""
    url = f"{static('vendor/icons.svg')}#{name}"
    if label:
        return format_html('<svg class="icon" role="img" aria-label="{}"><use href="{}"></use></svg>', label, url)
    return format_html('<svg class="icon" aria-hidden="true" focusable="false"><use href="{}"></use></svg>', url)


@register.simple_tag(takes_context=True)
def csrf_field(context: Any) -> str:
    """The hidden CSRF input, also inside an `include … only`, where `csrf_token` is not in the context."""
    request = getattr(context, "request", None) or context.get("request")
    if request is None:
        return ""
    return format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', get_token(request))


@register.simple_tag
def explain(name: str) -> str:
    """The “?” of a ledger: its columns in plain sentences; nothing where nobody explained it."""
    if (told := LEDGERS.get(name)) is None:
        return ""
    return render_to_string("components/explain.html", {"text": told.text, "columns": list(told.columns.items())})


@register.simple_block_tag
def card(content: str, title: str = "", note: str = "", tone: str = "", id: str = "") -> str:
    """A titled box around part of a page."""
    return render_to_string(
        "components/card.html", {"content": content, "title": title, "note": note, "tone": tone, "id": id}
    )


@register.simple_block_tag
def ledger(
    content: str, caption: str = "", unit: str = "", stack: bool = False, plain: bool = False, quiet: bool = False
) -> str:
    """A bordered table that scrolls inside itself, with sticky header and first column."""
    shown = {"content": content, "caption": caption, "unit": unit, "stack": stack, "plain": plain, "quiet": quiet}
    return render_to_string("components/ledger.html", shown)


def _widget_class(widget: Widget) -> str:
    if isinstance(widget, (RadioSelect, CheckboxSelectMultiple)):
        return "choice-list"
    if isinstance(widget, CheckboxInput):
        return "form-check-input"
    if isinstance(widget, Select):
        return "form-select"
    return "form-control"


@register.simple_tag
def widget(field: BoundField, extra: str = "") -> str:
    """A bound field's input in the house look; what the form itself asked for stays."""
    asked = field.field.widget.attrs.get("class", "")
    classes = [_widget_class(field.field.widget), asked, extra, "is-invalid" if field.errors else ""]
    return field.as_widget(attrs={"class": " ".join(filter(None, classes))})


@register.filter
def is_checkbox(field: BoundField) -> bool:
    """Whether the field is one box to tick, whose label stands behind it."""
    return type(field.field.widget) is CheckboxInput


def _part(finding: Any, name: str) -> Any:
    """A value of a finding, which may be a mapping (from JSON) or an object."""
    return finding.get(name) if isinstance(finding, dict) else getattr(finding, name, None)


def _as_row(finding: Any) -> dict[str, Any]:
    names = ("severity", "code", "sheet", "cell", "row", "message", "hint")
    row = {name: _part(finding, name) or "" for name in names}
    row["severity"] = row["severity"] if row["severity"] in SEVERITIES else "error"
    return row


def _place(cell: str) -> tuple[int, int]:
    """Rows from the top, columns from the left, as one goes through the sheet; what has no cell comes first."""
    try:
        return position(cell)
    except ValueError:
        return (-1, -1)


@register.simple_tag
def grouped_findings(findings: Any) -> dict[str, Any]:
    """Findings counted and grouped by sheet, errors before warnings, down the sheet, the first twenty apart."""
    sheets: dict[str, list[dict[str, Any]]] = {}
    for row in map(_as_row, findings or ()):
        sheets.setdefault(row["sheet"], []).append(row)
    groups: list[dict[str, Any]] = []
    for sheet, rows in sheets.items():
        rows.sort(key=lambda row: (SEVERITIES.index(row["severity"]), _place(row["cell"])))
        errors = sum(row["severity"] == "error" for row in rows)
        groups.append(
            {
                "sheet": sheet,
                "first": rows[:FIRST_SHOWN],
                "rest": rows[FIRST_SHOWN:],
                "errors": errors,
                "warnings": len(rows) - errors,
            }
        )
    groups.sort(key=lambda group: group["errors"] == 0)
    errors = sum(group["errors"] for group in groups)
    warnings = sum(group["warnings"] for group in groups)
    return {"groups": groups, "errors": errors, "warnings": warnings, "total": errors + warnings}
