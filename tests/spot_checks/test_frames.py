"""What can be drawn, and into which layer it falls."""

from typing import Any

import pytest
from django.utils import timezone

from core.crypto import id_index
from core.permissions import Role
from monthly_reports.models import ChangeLine, Report, Submission
from recipients.models import Award, Household, Membership, RosterEvent
from spot_checks import frames
from spot_checks.models import Visit
from spot_checks.rules import bands
from tests.access_rows.monthly_reports import report as report_of
from tests.factories_base import TOWNSHIPS, DivisionFactory, UserFactory
from tests.recipients.factories import EventFactory, household_of, id_number

pytestmark = pytest.mark.django_db
COUNTY, JULY = "640424", "2021-07"
WANTED = frames.Scope(COUNTY, JULY)
HERE, THERE = TOWNSHIPS[0][:9], TOWNSHIPS[1][:9]


@pytest.fixture
def filed() -> Submission:
    """香水镇 has filed July with deaths reported; nobody else has."""
    mine = report_of(TOWNSHIPS[0])
    Report.objects.filter(pk=mine.pk).update(deaths="filed", changes="filed")
    assistant = UserFactory(role=Role.TOWNSHIP_ASSISTANT)
    submission = Submission(
        report=mine, division_code=TOWNSHIPS[0], number=1, source="file", state=Submission.State.SUBMITTED,
        filled_by=assistant, filled_at=timezone.now(), submitted_at=timezone.now(),
    )  # fmt: skip
    submission.content, submission.findings_json = "", "[]"
    submission.save()
    return submission


def line(submission: Submission, household: Household | None, kind: str, **given: Any) -> ChangeLine:
    head = id_number(900 + submission.lines.count())
    row = ChangeLine(
        submission=submission, division_code=submission.division_code, position=submission.lines.count() + 1,
        kind=kind, scheme="rural_dibao", household=household, head_name="马大山", head_id_index=id_index(head),
        effective_month="2021-08", **given,
    )  # fmt: skip
    row.head_id, row.person_id, row.account = head, "", ""
    row.save()
    return row


def collected(purpose: str) -> list[frames.Candidate]:
    return frames.with_facts(frames.source(purpose).collect(WANTED)[0], WANTED)


def test_reported_lines_are_drawn_by_household_and_kind(filed):
    home = household_of("马大山", "马小山")
    line(filed, home, "remove_member", death_date="2021-07-03", fen_before=62000, fen_after=31000)
    line(filed, home, "remove_member", reason="婚嫁", fen_before=62000)
    line(filed, home, "remove_member", reason="就业", fen_before=62000)
    line(filed, None, "add_household", fen_after=31000, village="新村")
    found = [each for each in collected("monthly") if each.kind != "nil_village"]
    assert sorted(each.kind for each in found) == ["change_in", "change_out", "death"]
    added = next(each for each in found if each.kind == "change_in")
    assert (added.fen, added.household, added.name) == (31000, None, "马大山")
    assert [each.id_text for each in frames.identified([added])] == [id_number(903)]
    death = next(each for each in found if each.kind == "death")
    head = Membership.objects.get(household=home, is_head=True).person
    assert frames.identified([death])[0].id_text == head.id_number


def test_villages_of_filed_townships_without_a_death_are_drawn_and_the_others_counted(filed):
    quiet, struck, elsewhere = (DivisionFactory(code=code) for code in (HERE + "202", HERE + "201", THERE + "201"))
    line(filed, household_of("马大山", village=struck.code), "end_household", death_date="2021-07-03")
    found, left_out = frames.source("monthly").collect(WANTED)
    assert [each.division_code for each in found if each.kind == "nil_village"] == [quiet.code]
    assert left_out == {"乡镇未报死亡情况的村": 1} and elsewhere.code not in {each.division_code for each in found}


def test_new_grants_are_those_of_three_months_and_no_baseline():
    old, fresh, grown = household_of("旧"), household_of("新"), household_of("加人")
    for household in (fresh, grown):
        Award.objects.filter(household=household).update(
            opened_by=EventFactory(household=household, kind=RosterEvent.Kind.CHANGE), first_month="2021-07"
        )
    Award.objects.create(
        **{
            field.attname: getattr(Award.objects.get(household=grown), field.attname)
            for field in Award._meta.concrete_fields
            if field.attname not in {"id", "first_month", "last_month", "closed_by_id", "opened_by_id"}
        },
        opened_by=EventFactory(household=grown),
        first_month="2021-01",
        last_month="2021-06",
    )
    found = {each.household for each in collected("new_grants")}
    assert found == {fresh.pk} and old.pk not in found


def test_a_household_with_several_schemes_is_one_item_with_their_sum():
    home = household_of("马大山")
    old = Award.objects.get(household=home)
    Award.objects.filter(pk=old.pk).update(monthly_fen=31000)
    Award.objects.create(
        division_code=home.division_code, household=home, scheme="near_dibao", serial=1, persons=1, covered=1,
        monthly_fen=5000, first_month="2021-06", opened_by=old.opened_by,
    )  # fmt: skip
    found = collected("roster")
    assert [(each.fen, each.category) for each in found] == [(36000, "农村低保、低保边缘")]


def test_a_failed_visit_within_the_year_raises_the_layer():
    home, other = household_of("马大山"), household_of("马小山")
    Visit.objects.create(
        division_code=home.division_code, kind="drawn", state="signed", household=home, subject="户",
        visited_on="2021-03-02", entered_at=timezone.now(), outcome="mismatch", signed_at=timezone.now(),
        first_inspector=UserFactory(),
    )  # fmt: skip
    layer = {each.household: bands.band("v1", each.facts) for each in collected("roster")}
    assert layer == {home.pk: "B", other.pk: "C"}


def test_two_months_without_a_death_raise_the_layer_of_the_villages(filed):
    DivisionFactory(code=HERE + "202")
    Report.objects.update(deaths="nil")
    assert [bands.band("v1", each.facts) for each in collected("monthly")] == ["C"]
    june = Report.objects.get().period
    june.pk, june.month = None, "2021-06"
    june.save(force_insert=True)
    Report.objects.create(period=june, division_code=TOWNSHIPS[0], deaths="nil")
    assert [bands.band("v1", each.facts) for each in collected("monthly")] == ["B"]


@pytest.mark.parametrize(
    ("facts", "layer"),
    [((), "C"), (("kin",), "A"), (("flagged", "new_grant"), "A"), (("new_grant",), "B"), (("nil_again",), "B")],
)
def test_the_first_version_of_the_band_rule(facts, layer):
    assert bands.band("v1", facts) == layer and bands.LATEST == "v1"


def test_a_frame_can_come_from_another_app():
    home = household_of("马大山")

    def two(wanted: frames.Scope) -> tuple[list[frames.Candidate], dict[str, int]]:
        return frames.source("roster").collect(wanted)

    frames.add_source(frames.FrameSource("later", "后来的名单", "后来的抽查", two))
    assert [each.household for each in collected("later")] == [home.pk]
    frames.registry._sources.pop("later")


def test_flags_of_an_app_above_draw_a_household_whole():
    home = household_of("马大山")

    def provider(county: str) -> list[Any]:
        return [home.pk] if county == COUNTY else []

    frames.add_flags(provider)
    try:
        assert bands.band("v1", collected("roster")[0].facts) == "A"
    finally:
        frames.registry._flags.remove(provider)
