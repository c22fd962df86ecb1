"""What people see of draws: everything that was fixed, voids with their reasons, and nobody's name."""

import re

import pytest
from django.urls import reverse

from core.models import AuditEntry
from core.permissions import Role
from monthly_reports.operations import open_period
from spot_checks import operations
from spot_checks.models import Draw
from tests.factories_base import TOWNSHIPS, UserFactory
from tests.spot_checks.draws.conftest import MONTH, NAMES
from tests.spot_checks.factories import make_draw, make_inspectors, make_item

LIST = "/checks/draws/"


def page(client, draw: Draw) -> str:
    return client.get(reverse("draw_detail", args=[draw.pk])).content.decode()


def named(text: str) -> list[str]:
    return [name for name in NAMES if name in text]


def test_a_voided_draw_stays_on_the_list_and_the_next_is_marked_in_red(county, as_user):
    county.voided("名单漏了丙塬村")
    again = county.committed()
    text = as_user(county.assistant).get(LIST).content.decode()
    assert "640424-2021-07-01" in text and "名单漏了丙塬村" in text
    row = re.search(rf'<tr class="row-bad"><th[^>]*><a href="/checks/draws/{again.pk}/">.*?</tr>', text, re.DOTALL)
    assert row and "本月同用途第 2 次抽签" in row[0]
    assert text.count("本月同用途第") == 1
    assert "本月同用途第 2 次抽签" in page(as_user(county.assistant), again)


def test_draws_of_other_months_or_purposes_are_no_second_draw(county, as_user):
    county.voided()
    county.committed(month="2021-08")
    make_draw(purpose="monthly", code="x-1")
    assert "本月同用途第" not in as_user(county.assistant).get(LIST).content.decode()


def test_plans_are_only_for_those_who_make_them(county, as_user):
    draw = county.planned(title="还没定的方案")
    assert "还没定的方案" in as_user(county.officer).get(LIST).content.decode()
    for user in (county.assistant, county.leader, county.witness):
        client = as_user(user)
        assert "还没定的方案" not in client.get(LIST).content.decode()
        assert client.get(reverse("draw_detail", args=[draw.pk])).status_code == 404


def test_another_countys_draw_is_not_found(county, as_user):
    draw = county.committed()
    client = as_user(county.stranger)
    assert draw.code not in client.get(LIST).content.decode()
    for name in ("draw_detail", "draw_record", "draw_qr", "draw_edit", "draw_reveal"):
        assert client.get(reverse(name, args=[draw.pk])).status_code == 404
    for name in ("draw_commit", "draw_void", "draw_publish", "draw_bundle", "draw_discard", "draw_total"):
        assert client.post(reverse(name, args=[draw.pk]), {"version": draw.version}).status_code == 404
    draw.refresh_from_db()
    assert draw.state == Draw.State.COMMITTED


@pytest.mark.parametrize("who", ["assistant", "leader", "officer", "witness"])
def test_no_page_of_a_draw_but_the_items_names_anybody_drawn(county, as_user, who):
    draw = county.published()
    client = as_user(getattr(county, who))
    for name in ("draw_detail", "draw_show", "draw_record", "draw_qr"):
        answer = client.get(reverse(name, args=[draw.pk]))
        assert answer.status_code == 200 and not named(answer.content.decode()), name
    assert not named(client.get(LIST).content.decode())


def test_the_page_holds_what_is_fixed_and_where_the_chain_holds_it(county, as_user):
    draw = county.revealed()
    text = page(as_user(county.leader), draw)
    entry = AuditEntry.objects.get(action="draw.commit")
    for told in (draw.commitment, draw.frame_sha256, draw.seed, draw.result_sha256, entry.hash, "纪书清"):
        assert told in text
    assert f"第{entry.number}号" in text
    assert "抽中对象" not in text  # for those who see visits


def test_the_plan_says_how_wide_the_interval_will_be_by_its_own_layers(county, as_user):
    text = page(as_user(county.officer), county.planned())
    assert "如有 1% 不符，抽 4 户，95% 把握的区间预计在" in text and "按上表各层合并" in text
    whole = page(as_user(county.officer), county.planned(total=10))
    assert "宽约 0.0 个百分点" in whole
    assert "宽约" not in page(as_user(county.officer), county.planned(total=1)), "what cannot be drawn has no width"


def test_the_plan_shows_the_exact_allocation_and_who_has_not_filed(county, as_user):
    open_period("640424", MONTH)
    text = page(as_user(county.officer), county.planned())
    assert '<b>3</b> <span class="note">/ 6</span>' in text and '<b>1</b> <span class="note">/ 4</span>' in text
    assert "有乡镇的月报还没有接收" in text and "香水镇" in text and 'name="by_order"' in text
    assert 'name="shortage"' in text  # nobody is in the pool


def test_the_commit_asks_for_nothing_that_is_not_needed(county, as_user):
    for user in (county.assistant, UserFactory(township=TOWNSHIPS[2]), UserFactory(township=TOWNSHIPS[2])):
        operations.register_inspector(user, by=county.officer)
    text = page(as_user(county.officer), county.planned())
    assert "确认封存" in text and 'name="by_order"' not in text and 'name="shortage"' not in text


def test_buttons_follow_the_state_and_the_role(county, as_user):
    draw = county.committed()
    officer = page(as_user(county.officer), draw)
    assert "现场摇号</a>" in officer and "确认作废" in officer and "修改方案" not in officer
    other = page(as_user(county.assistant), draw)
    assert "现场摇号</a>" not in other and "确认作废" not in other and draw.commitment in other
    out = page(as_user(county.officer), county_out(county, draw))
    assert "确认作废" not in out and "重放摇号" in out


def county_out(county, draw: Draw) -> Draw:
    return operations.reveal_draw(draw, values=["01895559797114710497"], by=county.officer, witness=county.witness)


def test_an_outside_witness_leaves_a_duty_until_the_scan_is_there(county, as_user):
    draw = county.revealed(witness_name="王某，县人大代表")
    assert "抽签记录扫描件要在" in page(as_user(county.officer), draw)
    operations.attach_witness_scan(draw, by=county.officer, filename="a.pdf", data=b"%PDF-1.4 x %%EOF")
    assert "抽签记录扫描件要在" not in page(as_user(county.officer), draw)


def test_items_are_for_inspectors_and_the_bureau(county, as_user):
    draw = make_draw()
    item = make_item(draw, name="被抽中的人", visit_on=None)
    mine, _ = make_inspectors(
        draw, TOWNSHIPS[0], UserFactory(township=TOWNSHIPS[1]), UserFactory(township=TOWNSHIPS[2])
    )
    url = reverse("draw_items", args=[draw.pk])
    for user in (county.officer, county.witness, mine):
        text = as_user(user).get(url).content.decode()
        assert item.name in text and "640498197211270010" not in text
    for user in (county.assistant, UserFactory(township=TOWNSHIPS[2])):
        assert item.name not in as_user(user).get(url).content.decode()
    for role in (Role.LEADERSHIP, Role.PETITION_OFFICER):
        assert as_user(UserFactory(role=role)).get(url).status_code == 403


def test_items_go_on_where_the_last_page_ended(county, as_user, monkeypatch):
    monkeypatch.setattr("spot_checks.views.draws.items.SIZE", 2)
    draw = make_draw()
    for at in range(3):
        make_item(draw, name=f"对象{at}")
    url = reverse("draw_items", args=[draw.pk])
    first = as_user(county.officer).get(url)
    assert "对象1" in first.content.decode() and "对象2" not in first.content.decode()
    second = as_user(county.officer).get(url + first.context["next_url"]).content.decode()
    assert "对象2" in second and "对象1" not in second
    assert as_user(county.officer).get(url + "?after=nonsense").status_code == 200


def test_pages_cost_the_same_whatever_there_is(county, as_user, assert_constant_queries):
    client = as_user(county.officer)
    draw = make_draw(code="a-0", strata={f"{TOWNSHIPS[0][:9]}-C": [20, 2]})
    make_item(draw)
    make_inspectors(draw)

    def grow() -> None:
        for at in range(4):
            make_draw(code=f"b-{at}", purpose=f"p{at}")
        for _ in range(5):
            make_item(draw, TOWNSHIPS[1])
        make_inspectors(draw, TOWNSHIPS[1])
        draw.strata |= {f"{TOWNSHIPS[1][:9]}-{band}": [9, 3] for band in "ABC"}
        draw.save()

    urls = [LIST, reverse("draw_detail", args=[draw.pk]), reverse("draw_items", args=[draw.pk])]
    counts = [assert_constant_queries(lambda url=url: client.get(url), lambda: None) for url in urls]
    grow()
    assert max(counts) <= 15
    for url, count in zip(urls, counts, strict=True):
        assert assert_constant_queries(lambda url=url: client.get(url), lambda: None) == count, url


def test_the_list_goes_on_with_earlier_draws(county, as_user, monkeypatch):
    monkeypatch.setattr("spot_checks.views.draws.listing.SIZE", 1)
    county.voided()
    county.committed()
    first = as_user(county.leader).get(LIST)
    assert "07-02" in first.content.decode() and "640424-2021-07-01" not in first.content.decode()
    second = as_user(county.leader).get(LIST + first.context["next"]).content.decode()
    assert "640424-2021-07-01" in second
    assert as_user(county.leader).get(LIST + "?before=nonsense").status_code == 200


def test_an_empty_county_is_told_what_to_do(county, as_user):
    assert "还没有抽签" in as_user(county.leader).get(LIST).content.decode()
    assert "拟定抽签" in as_user(county.officer).get(LIST).content.decode()
