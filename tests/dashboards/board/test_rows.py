"""A number is one click from exactly its rows."""

import re
from urllib.parse import urljoin

import pytest
from django.test import Client
from django.urls import reverse

from cases.models import Petition, PetitionCluster, RectificationEntry
from dashboards.board.charts import CHARTS
from dashboards.board.charts.chart import Cell
from dashboards.board.links import Links
from dashboards.board.reading import load
from dashboards.operations.figures import YEAR, rebuild, recent
from dashboards.views.board import headline
from spot_checks.models import Outcome, Visit
from spot_checks.operations import recompute

from .test_pages import signed_in

pytestmark = pytest.mark.django_db


def numbers_of(cell: Cell) -> list[tuple[str, int]]:
    """Each number of a cell that leads somewhere, with how many rows it leads to: of a share, those of its whole."""
    if cell.parts:
        return [(part.url, int(part.text)) for part in cell.parts if part.url]
    rows = int(cell.title.partition(" / ")[2]) if cell.text.endswith("%") else cell.value
    return [(cell.url, rows or 0)] if cell.url else []


def rows_behind(client: Client, url: str) -> int:
    """How many rows the list shows, page after page; its filters stand in the address and are told to the reader."""
    rows, told = 0, client.get(url).context
    while True:
        rows += len(told["rows"])
        if form := told.get("form"):
            filters = {name: str(form[name].value()) for name in form.fields if form[name].value()}
            assert told["active"] or filters.keys() <= {"state", "plain"}  # these the tabs and a note tell
            assert all(each in url for each in filters.values())
        if not told.get("next_url"):
            return rows
        told = client.get(urljoin(url, told["next_url"])).context


@pytest.mark.parametrize(
    ("key", "least"),
    [
        ("changes", 11), ("plan", 6), ("tasks", 12), ("stages", 9), ("rectification", 12), ("flow", 5),
        ("petitions", 7), ("kinds", 5), ("desks", 7),
    ],
)  # fmt: skip
def test_a_number_leads_to_exactly_its_rows(people, key, least):
    """What is restricted stands in the lists of those who may open it; a number leads to what it counts all the same."""
    hidden = [RectificationEntry.objects.open().first(), Petition.objects.filter(is_sealed=False).first()]
    for each in hidden:
        type(each).objects.filter(pk=each.pk).update(is_restricted=True)
    rebuild(people.bureau_leader.scope[:6])
    chart = CHARTS[key](load(people.bureau_leader), Links(people.bureau_leader))
    client = signed_in(people.bureau_leader)
    cells = [*chart.totals, *(cell for row in chart.rows for cell in row.cells)]
    led = {(url, rows) for cell in cells for url, rows in numbers_of(cell)}
    assert len(led) >= least
    assert [(url, rows, found) for url, rows in led if (found := rows_behind(client, url)) != rows] == []


@pytest.mark.parametrize("key", ["relief", "townships"])
def test_what_is_owed_leads_to_its_awards_and_they_add_up(people, key):
    chart = CHARTS[key](load(people.bureau_leader), Links(people.bureau_leader))
    client = signed_in(people.bureau_leader)
    lines = [row.cells for row in chart.rows] + [chart.totals]
    assert len(lines) > 4
    for cells in lines:
        (url,) = {cell.url for cell in cells}
        sums = client.get(url).context["sums"]
        assert list(sums.values()) == [cell.value for cell in cells]
        assert rows_behind(client, url) == cells[0].value


def test_the_numbers_of_a_draw_lead_to_its_items_and_to_the_list_it_was_drawn_from(people):
    visit = Visit.objects.counting().filter(outcome=Outcome.MATCH, item__isnull=False).first()
    Visit.objects.filter(pk=visit.pk).update(outcome=Outcome.MISMATCH)
    recompute(visit.item.draw)
    rebuild(people.bureau_leader.scope[:6], recent(YEAR))
    chart = CHARTS["checks"](load(people.bureau_leader), Links(people.bureau_leader))
    client = signed_in(people.bureau_leader)
    assert chart.rows
    for row in chart.rows:
        cells = dict(zip(chart.head[1:], row.cells, strict=True))
        counted = {name: cell for name, cell in cells.items() if not cell.text.endswith("%")}
        assert len(counted) == 6 and all("/items/" in cell.url or "/frame/" in cell.url for cell in counted.values())
        assert {n: rows_behind(client, cell.url) for n, cell in counted.items()} == {
            n: cell.value for n, cell in counted.items()
        }
        assert all("/result/" in cell.url for name, cell in cells.items() if name not in counted)
    assert sum(dict(zip(chart.head[1:], row.cells, strict=True))["不符"].value for row in chart.rows) > 0


def test_a_draw_leads_those_who_see_no_visits_to_its_numbers(people):
    chart = CHARTS["checks"](load(people.leadership), Links(people.leadership))
    assert chart.rows
    assert all(cell.url.endswith("/result/") for row in chart.rows for cell in row.cells if cell.url)


def test_a_matter_repeated_only_by_what_is_restricted_is_neither_counted_nor_listed(people):
    def matters() -> tuple[int | None, int]:
        rebuild(people.bureau_leader.scope[:6])
        chart = CHARTS["desks"](load(people.bureau_leader), Links(people.bureau_leader))
        told = chart.totals[2]
        return told.value, rows_behind(client, told.url)

    client = signed_in(people.bureau_leader)
    before, listed = matters()
    assert before == listed > 1
    cluster = PetitionCluster.objects.filter(struck_off_at__isnull=True).first()
    Petition.objects.filter(pk__in=list(cluster.petitions.values_list("pk", flat=True)[1:])).update(is_restricted=True)
    assert matters() == (before - 1, before - 1)
    everything = client.get(reverse("cluster_list")).context["rows"]
    assert cluster in [row.cluster for row in everything]


def test_the_rates_at_the_head_lead_to_all_they_are_of(people):
    client = signed_in(people.bureau_leader)
    head = {item["label"]: item for item in headline(load(people.bureau_leader), Links(people.bureau_leader))}
    for label in ("销号率", "信访按期率"):
        _, whole = re.search(r"(\d+) / (\d+)", head[label]["note"]).groups()
        assert rows_behind(client, head[label]["url"]) == int(whole) > 0


def test_the_numbers_at_the_head_lead_to_their_rows(people):
    client = signed_in(people.bureau_leader)
    head = headline(load(people.bureau_leader), Links(people.bureau_leader))
    told = [
        (item["label"], item["url"], int(str(item["value"]).replace(",", ""))) for item in head if "note" not in item
    ]
    assert len(told) == 6
    for label, url, value in told:
        found = client.get(url).context["sums"]["covered"] if label == "保障人数" else rows_behind(client, url)
        assert found == value, (label, url)


def test_old_closed_rows_are_outside_the_close_out_rate(people):
    state = RectificationEntry.State
    one, other = RectificationEntry.objects.filter(state=state.CLOSED)[:2]
    RectificationEntry.objects.filter(pk=one.pk).update(state=state.LEGACY_CLOSED, closed_at=None)
    RectificationEntry.objects.filter(pk=other.pk).update(state=state.CONSOLIDATED, closed_at=None)
    rebuild(people.bureau_leader.scope[:6])
    open_ = RectificationEntry.objects.open().filter(is_restricted=False).count()
    earned = RectificationEntry.objects.filter(
        state__in=[state.CLOSED, state.CONSOLIDATED], closed_at__isnull=False, is_restricted=False
    ).count()
    chart = CHARTS["tasks"](load(people.bureau_leader), Links(people.bureau_leader))
    told = dict(zip(chart.head[1:], chart.totals, strict=True))
    assert told["其中历史销号"].value >= 2 and told["已销号"].value == earned + told["其中历史销号"].value
    assert told["销号率"].title == f"{earned} / {open_ + earned}"
