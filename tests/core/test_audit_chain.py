"""The audit chain: every tampering is found at its entry, the database itself refuses, refusals survive their rollback."""

import io
import json
import random

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from core import audit, chain
from core.models import AuditEntry, AuditHead, AuditValue, Synonym
from core.operation import operation
from core.refusal import Refused
from tests.core.factories import COUNTY, UserFactory

pytestmark = pytest.mark.django_db
COUNTY_CHAIN = COUNTY[:6]
LENGTH, ROUNDS = 12, 40


def drop_triggers():
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("DROP TRIGGER audit_entry_no_change ON core_auditentry")
        else:
            cursor.execute("DROP TRIGGER audit_entry_no_update")
            cursor.execute("DROP TRIGGER audit_entry_no_delete")


def run(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


@pytest.fixture
def written():
    for number in range(LENGTH):
        audit.record(
            f"test.step{number % 3}",
            division_code=COUNTY,
            summary={"n": number},
            values={"reason": f"理由{number}"},
        )
    return COUNTY_CHAIN


def verify(*arguments):
    out = io.StringIO()
    try:
        call_command("verify_audit", "--json", *arguments, stdout=out)
    except SystemExit as stop:
        return stop.code, json.loads(out.getvalue())
    return 0, json.loads(out.getvalue())


def test_an_honest_chain_holds(written):
    code, said = verify()
    assert (code, said["ok"], said["faults"]) == (0, True, [])
    assert said["heads"][0]["number"] == LENGTH


def test_the_command_names_the_first_bad_entry(written, capsys):
    drop_triggers()
    run("UPDATE core_auditentry SET canon = %s WHERE number = 5", "{}")
    run("UPDATE core_auditentry SET canon = %s WHERE number = 9", "{}")
    code, said = verify()
    assert code == 1
    assert [(f["chain"], f["number"]) for f in said["faults"]] == [(COUNTY_CHAIN, 5)]
    out = io.StringIO()
    with pytest.raises(SystemExit):
        call_command("verify_audit", stdout=out)
    assert f"审计链 {COUNTY_CHAIN} 第 5 条" in json.loads(out.getvalue())["message"]


def edit_column(pick):
    n = pick.randint(1, LENGTH)
    column = pick.choice(["actor", "action", "subject_id", "division_code", "previous", "hash", "canon"])
    run(f"UPDATE core_auditentry SET {column} = %s WHERE number = %s", "changed", n)  # noqa: S608
    return n


def edit_and_rehash(pick):
    """Someone who knows the form of a link but does not rewrite what follows."""
    entry = AuditEntry.objects.get(number=pick.randint(1, LENGTH - 1))
    said = json.loads(entry.canon) | {"actor": "someone-else"}
    canon = audit.canonical(said)
    digest = audit.link(entry.number, entry.previous, canon)
    run(
        "UPDATE core_auditentry SET canon = %s, hash = %s, actor = 'someone-else' WHERE number = %s",
        canon,
        digest,
        entry.number,
    )
    return entry.number + 1


def delete(pick):
    n = pick.randint(1, LENGTH)
    _delete_from(n, n)
    return n


def _delete_from(first, last):
    run(
        "DELETE FROM core_auditvalue WHERE entry_id IN (SELECT id FROM core_auditentry WHERE number BETWEEN %s AND %s)",
        first,
        last,
    )
    run("DELETE FROM core_auditentry WHERE number BETWEEN %s AND %s", first, last)


def cut_the_tail(pick):
    n = pick.randint(2, LENGTH)
    _delete_from(n, LENGTH)
    return n


def swap(pick):
    one, two = sorted(pick.sample(range(1, LENGTH + 1), 2))
    run("UPDATE core_auditentry SET number = -1 WHERE number = %s", one)
    run("UPDATE core_auditentry SET number = %s WHERE number = %s", one, two)
    run("UPDATE core_auditentry SET number = %s WHERE number = -1", two)
    return one


def insert(pick):
    """A made-up entry pushed in, all later ones renumbered."""
    n = pick.randint(1, LENGTH)
    for number in range(LENGTH, n - 1, -1):
        run("UPDATE core_auditentry SET number = %s WHERE number = %s", number + 1, number)
    model = AuditEntry.objects.filter(number=n + 1).first()
    canon = model.canon.replace("test.step", "test.fake")
    AuditEntry.objects.create(
        chain=COUNTY_CHAIN,
        number=n,
        at=model.at,
        action="test.fake",
        canon=canon,
        division_code=COUNTY,
        previous=model.previous,
        hash=audit.link(n, model.previous, canon),
    )


def change_value(pick):
    value = AuditValue.objects.get(entry__number=pick.randint(1, LENGTH))
    AuditValue.objects.filter(pk=value.pk).update(value="另一个理由")
    return value.entry.number


def add_value(pick):
    entry = AuditEntry.objects.get(number=pick.randint(1, LENGTH))
    AuditValue.objects.create(entry=entry, field="forged", salt="", value="x")
    return entry.number


def lose_the_head(pick):
    AuditHead.objects.all().delete()
    return LENGTH


def move_the_head(pick):
    AuditHead.objects.update(hash="0" * 64)
    return LENGTH


TAMPERINGS = [
    edit_column,
    edit_and_rehash,
    delete,
    cut_the_tail,
    swap,
    insert,
    change_value,
    add_value,
    lose_the_head,
    move_the_head,
]


@pytest.mark.parametrize("tamper", TAMPERINGS, ids=lambda t: t.__name__)
def test_every_tampering_is_found_at_its_entry(written, tamper):
    """Ten ways × forty random places: all found, none later than where it was done."""
    drop_triggers()
    pick = random.Random(tamper.__name__)
    for _ in range(ROUNDS):
        with transaction.atomic():
            expected = tamper(pick)
            fault = chain.first_fault(COUNTY_CHAIN)
            assert fault is not None
            assert expected is None or fault.number == expected
            transaction.set_rollback(True)
    assert chain.first_fault(COUNTY_CHAIN) is None


def test_a_chain_rewritten_as_a_whole_takes_an_anchor(written):
    anchor = AuditEntry.objects.get(number=8)
    noted = f"{anchor.number}:{anchor.hash}"
    assert verify("--anchor", noted)[0] == 0
    drop_triggers()
    _delete_from(1, LENGTH)
    AuditHead.objects.all().delete()
    for number in range(LENGTH):
        audit.record("test.other", division_code=COUNTY, summary={"n": number})
    assert verify()[0] == 0
    code, said = verify("--anchor", noted)
    assert (code, said["faults"][0]["number"]) == (1, 8)


def test_a_tail_cut_together_with_its_head_takes_an_anchor(written):
    last = AuditEntry.objects.get(number=LENGTH)
    drop_triggers()
    _delete_from(10, LENGTH)
    kept = AuditEntry.objects.get(number=9)
    AuditHead.objects.update(number=9, hash=kept.hash)
    assert verify()[0] == 0
    assert verify("--anchor", f"{COUNTY_CHAIN}:{LENGTH}:{last.hash}")[0] == 1


def test_erasing_a_value_keeps_the_chain_valid(written):
    AuditValue.objects.filter(entry__number__lte=6).delete()
    assert verify()[0] == 0


@pytest.mark.parametrize(
    "sql", ["UPDATE core_auditentry SET actor = 'x'", "DELETE FROM core_auditentry WHERE number = 1"]
)
def test_the_database_refuses_to_change_the_chain(written, sql):
    AuditValue.objects.all().delete()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        run(sql)
    assert AuditEntry.objects.count() == LENGTH


@operation
def doomed(*, by):
    """Writes, then declines."""
    Synonym.objects.create(form="x", field="y", word="z")
    audit.record("test.never", by=by)
    raise Refused("不行", code="test-refusal")


@pytest.mark.django_db(transaction=True)
def test_a_refusal_is_recorded_after_its_rollback():
    user = UserFactory()
    with pytest.raises(Refused):
        doomed(by=user)
    assert not Synonym.objects.exists()
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.actor) == ("refused", user.username)
    assert json.loads(entry.canon)["summary"]["code"] == "test-refusal"
    assert chain.first_fault(entry.chain) is None


def test_personal_values_stand_beside_the_chain_not_in_it(written):
    entry = AuditEntry.objects.get(number=3)
    assert "理由" not in entry.canon and "\\u7406" not in entry.canon
    assert entry.values.get().value == "理由2"
