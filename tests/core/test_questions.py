"""Questions put together: one query a depth, answers of the right kind in the right place, on either database."""

import datetime as dt
import uuid

import pytest
from django.db import connection
from django.db.models import Count, Max, Q
from django.test.utils import CaptureQueriesContext

from core.models import Division, ExportRequest, User
from core.permissions import Role
from core.questions import ask, sums, told
from tests.factories_base import COUNTY, TOWNSHIPS, DivisionFactory, UserFactory

pytestmark = pytest.mark.django_db
MOMENT = dt.datetime(2021, 7, 6, 2, 30, 15, 250_000, tzinfo=dt.UTC)


@pytest.fixture
def people() -> list[User]:
    for code in TOWNSHIPS:
        DivisionFactory(code=code)
    return [
        UserFactory(role=Role.BUREAU_OFFICER, display_name="乙'\"%"),
        UserFactory(role=Role.TOWNSHIP_ASSISTANT, township=TOWNSHIPS[0], display_name="甲"),
    ]


def test_one_query_answers_all_that_is_asked_at_once_and_one_more_what_follows(people):
    users = User.objects.order_by("display_name")

    def names(rows):
        yield from (row.display_name for row in rows)
        yield ask(lambda towns: [len(towns)], Division.objects.filter(pk=rows[0].division_id).values("pk"))

    with CaptureQueriesContext(connection) as queries:
        found = told(
            [
                "first",
                ask(names, users.values("display_name", "division_id")),
                ask(lambda a, b: [(len(a), len(b))], users.values("pk"), Division.objects.none().values("pk")),
                ask(lambda rows: [rows], users.filter(username="nobody").values("pk")),
                "last",
            ]
        )
    assert found == ["first", *(user.display_name for user in users), 1, (2, 0), [], "last"]
    assert len(queries) == 2


def test_nothing_asked_costs_nothing_and_nothing_to_be_found_neither(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert told(["only"]) == ["only"]


def test_answers_are_of_the_kind_their_fields_are(people):
    ExportRequest.objects.create(
        asked_by=people[0],
        kind="roster",
        reason="核对",
        parameters={"a": ["中", 1]},
        asked_at=MOMENT,
        division_code=COUNTY,
    )
    rows = ExportRequest.objects.values(
        "pk", "parameters", "asked_at", "asked_by__division__name", "asked_by__is_active"
    )
    told_of = told([ask(lambda found: found, rows)])[0]
    real = ExportRequest.objects.get()
    assert isinstance(told_of.pk, uuid.UUID) and told_of.pk == real.pk
    assert told_of.asked_at == real.asked_at == MOMENT and told_of.asked_at.utcoffset() == dt.timedelta(0)
    assert told_of.parameters == {"a": ["中", 1]}
    assert told_of.asked_by__is_active is True and told_of.asked_by__division__name == real.asked_by.division.name


def test_sums_are_one_row_even_of_nothing(people):
    users = User.objects.order_by("username")
    numbers = {
        "count": Count("pk"),
        "town": Count("pk", filter=Q(role=Role.TOWNSHIP_ASSISTANT)),
        "last": Max("created_at"),
    }
    some, none = told(
        [ask(lambda *found: [found], sums(users, **numbers), sums(users.filter(username=""), **numbers))]
    )[0]
    assert vars(some[0]) == {"every": 1} | users.aggregate(**numbers)
    assert [(row.count, row.town, row.last) for row in none] == [(0, 0, None)]
