"""The list of look-backs leads to a draw of a tenth; the page of one tells those who closed it that it is not theirs."""

import pytest
from django.urls import reverse

from cases.models import FollowUp
from spot_checks.models import Draw
from tests.cases.supervision.desks import as_, posted, text_of
from tests.cases.supervision.people import County, closed_long_ago, follow_up_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> County:
    return County()


def test_the_button_suggests_the_tenth_and_no_least_number_of_a_stratum(county):
    follow_up_of(closed_long_ago(county))
    client = as_(county.officer)
    page = text_of(client.get(reverse("followup_list")))
    assert "去抽签（一成，1 条）" in page
    address = f"{reverse('draw_plan')}?purpose=look_back&total=1&minimum=0"
    assert address.replace("&", "&amp;") in page
    form = client.get(address).context["form"]
    given = {name: form[name].value() for name in ("purpose", "month", "total", "minimum", "weight_b", "weight_c")}
    answer = posted(client, "draw_plan", **given, seed_kind="d10")
    assert answer.status_code == 302
    draw = Draw.objects.get()
    assert (draw.purpose, draw.total, draw.minimum) == ("look_back", 1, 0)


def test_who_closed_it_is_told_at_once_and_somebody_else_gets_the_form(county):
    row = follow_up_of(closed_long_ago(county))
    url = reverse("followup_record", args=[row.pk])
    told, other = text_of(as_(county.officer).get(url)), text_of(as_(county.second_officer).get(url))
    assert "请由其他人做这一条的回头看" in told and 'name="note"' not in told
    assert 'name="note"' in other and FollowUp.objects.get().outcome == ""
