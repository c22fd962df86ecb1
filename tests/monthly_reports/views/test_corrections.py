"""Corrections after the lock, through two people, from the line they point at."""

from django.urls import reverse

from core.idempotency import new_key
from monthly_reports import operations
from monthly_reports.models import Submission
from recipients.models import Award, RosterEvent
from tests.recipients.factories import id_number

S = Submission.State


def url(name, thing):
    return reverse(name, args=[thing.pk])


def text(response):
    return response.content.decode()


def test_a_correction_goes_from_its_line_through_two_people(month, as_user):
    taken = month.taken_in()
    line = taken.lines.get()
    client = as_user(month.assistant)
    assert "提出更正" in text(client.get(url("line_detail", line)))
    nothing = {
        "effective_month": "2021-08",
        "grade_after": "B",
        "covered_after": "1",
        "yuan_after": "310",
        "reason": "误",
    }
    answer = client.post(url("correction_propose", line), nothing | {"idempotency_key": new_key()})
    assert "还没有改动任何一项" in text(answer)
    posted = {"withdraw": "on", "reason": "不应新增", "idempotency_key": new_key()}
    client.post(url("correction_propose", line), posted)
    draft = Submission.objects.get(is_correction=True)
    assert draft.lines.get().corrects == line and draft.state == S.DRAFT
    assert "撤销" in text(as_user(month.verifier).get(url("submission_confirm", draft)))
    filed = month.submitted(draft)
    as_user(month.officer).post(url("submission_take_in", filed), {"version": filed.version})
    filed.refresh_from_db()
    assert filed.state == S.TAKEN_IN
    assert RosterEvent.objects.filter(reverses=line.event_id).exists()


def test_others_correct_nothing(month, as_user, key):
    line = month.taken_in().lines.get()
    posted = {"withdraw": "on", "reason": "不应新增"} | key
    assert as_user(month.stranger).post(url("correction_propose", line), posted).status_code == 404
    assert as_user(month.verifier).post(url("correction_propose", line), posted).status_code == 403
    assert not Submission.objects.filter(is_correction=True).exists()


def test_a_household_of_several_lines_is_corrected_by_one(month, as_user, key):
    pair = [
        {"new_count": "2", "new_monthly": "620"},
        {"new_count": "2", "new_monthly": "620", "name": "丁小虎", "id_number": id_number(700), "relation": "之子"},
    ]
    head = month.rows()[0]
    taken = month.taken_in(month.draft([head | change for change in pair]))
    line = taken.lines.order_by("position")[0]
    posted = {
        "effective_month": "2021-09",
        "grade_after": "B",
        "covered_after": "2",
        "yuan_after": "620",
        "reason": "起发月写错",
    }
    as_user(month.assistant).post(url("correction_propose", line), posted | key)
    draft = Submission.objects.get(is_correction=True)
    assert draft.state == S.DRAFT, draft.findings_json
    filed = month.submitted(draft)
    operations.take_in(filed, by=month.officer, version=filed.version)
    award = Award.objects.get(voided_by__isnull=True, first_month="2021-09")
    assert (award.covered, award.monthly_fen) == (2, 62000)
    assert filed.lines.get().household_id == award.household_id
