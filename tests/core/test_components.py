import datetime as dt
import re

import pytest
from django import forms
from django.conf import settings
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import timezone

from core.templatetags.components import FIRST_SHOWN, grouped_findings


def finding(severity="error", sheet="农村低保", cell="C5", message="不符"):
    return {"severity": severity, "code": "RO-01", "sheet": sheet, "cell": cell, "message": message, "hint": ""}


def test_findings_put_sheets_with_errors_and_errors_first():
    found = grouped_findings([finding("warning", "甲"), finding("warning", "乙"), finding("error", "乙", "D9")])
    assert [group["sheet"] for group in found["groups"]] == ["乙", "甲"]
    assert [row["severity"] for row in found["groups"][0]["first"]] == ["error", "warning"]
    assert (found["errors"], found["warnings"], found["total"]) == (1, 2, 3)


def test_every_one_of_500_findings_is_on_the_page():
    html = render_to_string("components/findings.html", {"findings": [finding(cell=f"C{n}") for n in range(500)]})
    assert html.count('class="finding is-error"') == 500
    assert f"还有 {500 - FIRST_SHOWN} 条" in html


def test_a_finding_of_unknown_severity_counts_as_an_error():
    assert grouped_findings([finding("strange")])["errors"] == 1


def test_text_from_a_workbook_cannot_become_markup():
    html = render_to_string("components/findings.html", {"findings": [finding(message="<script>alert(1)</script>")]})
    assert "<script>" not in html


def test_a_dialog_carries_a_token_though_its_context_is_cut_off():
    request = RequestFactory().get("/")
    html = render_to_string("components/confirm.html", {"id": "c1", "label": "退回", "reason": "required"}, request)
    assert re.search(r'name="csrfmiddlewaretoken" value="\w{64}"', html)
    assert 'name="reason" rows="3" maxlength="500" required' in html


class Sample(forms.Form):
    name = forms.CharField(label="户主", help_text="与户口簿一致。")
    agree = forms.BooleanField(label="已核对")


def test_a_field_ties_its_help_and_error_to_the_input():
    html = render_to_string("components/field.html", {"field": Sample({})["name"]})
    described = re.search(r'aria-describedby="([^"]+)"', html).group(1).split()
    assert described == ["id_name_helptext", "id_name_error"]
    assert all(f'id="{part}"' in html for part in described)
    assert "is-invalid" in html
    assert 'aria-invalid="true"' in html


def test_a_single_tick_box_stands_before_its_label():
    html = render_to_string("components/field.html", {"field": Sample()["agree"]})
    assert html.index("form-check-input") < html.index("form-check-label")


@pytest.mark.parametrize(("days", "text"), [(3, "还剩 3 个工作日"), (0, "今天截止"), (-2, "已超期 2 个工作日")])
def test_a_deadline_says_how_long_is_left(days, text):
    assert text in render_to_string("components/deadline.html", {"days": days, "unit": "个工作日"})


def test_a_deadline_of_today_ends_today():
    tonight = (timezone.localtime() + dt.timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    assert "今天截止" in render_to_string("components/deadline.html", {"at": tonight})


def test_findings_stand_in_the_order_one_goes_through_the_sheet():
    told = [("error", "G17"), ("warning", "B2"), ("error", "I8"), ("error", "AA8"), ("error", "")]
    found = [{"severity": severity, "sheet": "表", "cell": cell} for severity, cell in told]
    assert [row["cell"] for row in grouped_findings(found)["groups"][0]["first"]] == ["", "I8", "AA8", "G17", "B2"]


def test_every_icon_named_in_a_template_is_in_the_sprite_list():
    listed = set((settings.BASE_DIR / "scripts/icons.txt").read_text().split())
    named = {
        name
        for path in (settings.BASE_DIR / "templates").rglob("*.html")
        for name in re.findall(r"\{% icon \"([a-z0-9-]+)\"", path.read_text())
    }
    assert named
    assert named <= listed


def test_no_template_holds_inline_script_or_style():
    handed_out = settings.BASE_DIR / "templates" / "spot_checks" / "packet"  # a file opened from disk, never a page
    for path in (settings.BASE_DIR / "templates").rglob("*.html"):
        if handed_out in path.parents:
            continue
        text = re.sub(r"\{% comment %\}.*?\{% endcomment %\}", "", path.read_text(), flags=re.DOTALL)
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*(src=|application/json))", text), path.name


def test_a_list_that_fits_on_one_page_offers_no_paging():
    alone = render_to_string("components/pager.html", {"prev_url": "", "next_url": "", "shown": 3, "more": False})
    assert "共 <b>3</b> 条" in alone and "下一页" not in alone
    more = render_to_string(
        "components/pager.html", {"prev_url": "", "next_url": "?after=1", "shown": 50, "more": True}
    )
    assert 'rel="next"' in more and "共 <b>" not in more


def test_a_single_tab_is_not_shown():
    tab = {"label": "回头看", "url": "/", "active": True}
    assert render_to_string("components/tabs.html", {"items": [tab]}).strip() == ""
    assert render_to_string("components/tabs.html", {"items": [tab, tab]}).count("tab-on") == 2


def test_every_component_is_given_what_it_takes_and_nothing_else():
    """Without `only` it would find the page's own words under its parameters' names; Django itself brings a `block`."""
    used = [
        (path.name, each)
        for path in (settings.BASE_DIR / "templates").rglob("*.html")
        for each in re.findall(r'{% include "components/[^%]*%}', path.read_text("utf-8"))
    ]
    assert len(used) > 200
    assert [(name, each) for name, each in used if not each.endswith(" only %}")] == []
