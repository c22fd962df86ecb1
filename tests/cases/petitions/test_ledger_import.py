"""The ledger of 2018 to 2021 and others comes in exactly."""

import csv
import io
import json

import pytest
from django.core.management import call_command
from django.urls import reverse

from cases.models import Petition, PetitionEvent, PetitionImport, PetitionParty
from cases.operations.petitions import register
from cases.operations.petitions.ledgers import check_petition_import, commit_petition_import, stage_petition_import
from cases.petitions import standing_of
from core.models import AuditEntry, User
from core.months import SHANGHAI
from recipients.operations.reference import load_divisions
from tests.cases.petitions.ledger_books import HEAD, SAMPLE, book, line, sample_rows
from tests.cases.petitions.telling import given
from tests.factories_base import COUNTY, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk() -> User:
    load_divisions()
    return UserFactory(role="petition_officer", username="xinfang")


def imported(path, capsys, by="xinfang"):
    try:
        call_command("import_petitions", str(path), by=by, json=True)
        code = 0
    except SystemExit as end:
        code = end.code
    return code, json.loads(capsys.readouterr().out)


@pytest.fixture
def told(clerk, tmp_path, capsys):
    """`told(rows…)` imports a workbook of these rows."""

    def run(*rows, name="台账.xlsx", data=None):
        path = tmp_path / name
        path.write_bytes(data if data is not None else book(rows))
        return imported(path, capsys)

    return run


CHANNELS = {
    "来信": "letter", "来访": "visit", "来电": "call", "网上": "online", "12345转办": "hotline", "上级转办": "transfer"
}  # fmt: skip
FINDINGS = {"属实": "true", "部分属实": "partly", "不属实": "false", None: ""}


def test_the_sample_comes_in_exactly(clerk, capsys):
    code, answer = imported(SAMPLE, capsys)
    assert (code, answer["state"], answer["rows"], answer["petitions"], answer["open"]) == (0, "committed", 80, 80, 10)
    assert answer["findings"] == []
    held = {row.ledger_number: row for row in Petition.objects.prefetch_related("parties", "events")}
    for row in sample_rows():
        petition = held[str(row[0])]
        assert petition.channel == CHANNELS[row[1]]
        assert petition.received_at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M") == row[2]
        parties = sorted(petition.parties.all(), key=lambda party: party.pk)
        assert ("、".join(party.name for party in parties if party.name) or "匿名") == row[3]
        assert [party.id_number for party in parties if party.id_number] == ([row[4]] if row[4] else [])
        assert [party.phone for party in parties if party.phone] == ([row[5]] if row[5] else [])
        assert (petition.place, petition.text, petition.category) == (row[6], row[8], row[9])
        assert petition.finding == FINDINGS[row[13]] and petition.note == "" and petition.accused == []
        days = {event.kind: event.on.isoformat() for event in petition.events.all()}
        assert days.get("accepted") == row[10] and days.get("concluded") == row[12]
        assert [event.text for event in petition.events.all() if event.kind == "progress"] == [row[11]]
        assert petition.state == ("concluded" if row[12] else "handling")


def test_a_number_goes_to_whom_other_rows_know_by_it(clerk, capsys):
    imported(SAMPLE, capsys)
    both = Petition.objects.get(ledger_number="21").parties.order_by("id")
    assert [(party.name, bool(party.id_number)) for party in both] == [("兰明福", False), ("金玲彦", True)]


def test_the_same_file_twice_changes_nothing(clerk, capsys):
    imported(SAMPLE, capsys)
    before = list(Petition.objects.order_by("pk").values_list("pk", "number", "version"))
    code, answer = imported(SAMPLE, capsys)
    assert (code, answer["new"], answer["petitions"]) == (0, 0, 80)
    assert list(Petition.objects.order_by("pk").values_list("pk", "number", "version")) == before
    assert PetitionParty.objects.count() == 80 + 4 and not Petition.objects.filter(version__gt=1).exists()


def test_open_rows_run_against_their_clock_and_old_answers_ask_no_call_back(clerk, capsys):
    imported(SAMPLE, capsys)
    standing = standing_of(Petition.objects.all())
    pressing = [each for each in standing.values() if each.next]
    assert len(pressing) == 10 and {each.next.step for each in pressing} == {"conclude"}


def test_nothing_personal_stands_in_the_trail(clerk, capsys):
    imported(SAMPLE, capsys)
    told = " ".join(AuditEntry.objects.values_list("canon", flat=True))
    row = sample_rows()[1]
    assert "petition_import.commit" in told and not [word for word in (row[3], row[4], row[5]) if word in told]


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        ({"受理日期": "2020-02-20"}, "accepted-before-received"),
        ({"办结日期": "2020-03-03"}, "concluded-before-accepted"),
        ({"受理日期": None, "办结日期": "2020-02-01"}, "concluded-before-received"),
        ({"办结日期": None}, "concluded-missing"),
        ({"信访类型": "托人带话"}, "channel-unknown"),
        ({"姓名": None}, "name-missing"),
        ({"联系方式": "1389"}, "phone-form"),
    ],
)
def test_what_old_rows_contradict_is_a_warning(told, cells, kind):
    code, answer = told(line(**cells))
    assert (code, [finding["kind"] for finding in answer["findings"]]) == (0, [kind])
    assert answer["findings"][0]["severity"] == "warning" and Petition.objects.count() == 1


def test_an_unknown_word_is_kept(told):
    told(line(信访类型="托人带话", 问题类别="修路"))
    petition = Petition.objects.get()
    assert (petition.note, petition.category) == ("原表信访类型：托人带话", "修路")


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        ({"身份证号": "640498195810196621"}, "id-checksum"),
        ({"身份证号": 640498195810196621}, "id-as-number"),
        ({"接件时间": "去年"}, "date-not-date"),
        ({"接件时间": None}, "received-missing"),
        ({"接件时间": "2031-01-01"}, "day-in-future"),
        ({"信访内容": None}, "text-missing"),
    ],
)
def test_an_error_keeps_the_whole_file_out(told, cells, kind):
    code, answer = told(line(1), line(2, **cells))
    assert code == 1 and kind in [finding["kind"] for finding in answer["findings"]]
    assert not Petition.objects.exists()


def test_a_row_twice_is_an_error_and_a_number_of_another_year_is_not(told):
    assert told(line(1), line(1))[0] == 1
    assert told(line(1), line(1, 接件时间="2021-03-01"))[0] == 0


def test_other_words_another_order_and_two_header_rows(told):
    above = [["信访件", None, None, "信访人", None, None, "办理", None, None]]
    head = ["序号", "来访日期", "信访形式", "姓名", "身份证号码", "电话", "反映的主要问题", "处理情况", "答复日期"]
    row = [
        1,
        "2020.3.1 下午2:30",
        "走访",
        "马小兰（代父亲马占林）",
        None,
        "13895440001",
        "低保取消",
        "已办结",
        "2020年4月1日",
    ]
    code, answer = told(data=book([row], head, above=above))
    petition = Petition.objects.get()
    assert code == 0 and answer["open"] == 0
    assert (petition.channel, petition.state, petition.received_at.astimezone(SHANGHAI).hour) == (
        "visit",
        "concluded",
        14,
    )
    people = petition.parties.order_by("id").values_list("name", "role")
    assert list(people) == [("马占林", "petitioner"), ("马小兰", "agent")]


def test_a_gb18030_csv(told):
    target = io.StringIO()
    csv.writer(target).writerows([HEAD, line(7, 姓名="马占林等5人")])
    code, _ = told(data=target.getvalue().encode("gb18030"), name="台账.csv")
    petition = Petition.objects.get()
    assert (code, petition.ledger_number, petition.group_size) == (0, "7", 5)


def test_a_file_without_a_ledger_says_so(told):
    assert told(data=book([[1, 2]], ["甲", "乙"]))[0] == 2
    assert told(data=b"\x00\x01not a workbook")[0] == 2


def test_only_the_county_imports(clerk, capsys):
    UserFactory(username="zhuli")
    code, answer = imported(SAMPLE, capsys, by="zhuli")
    assert (code, answer["code"]) == (1, "not-permitted") and not Petition.objects.exists()


def test_a_place_is_found_by_its_name(clerk, capsys):
    imported(SAMPLE, capsys)
    assert Petition.objects.exclude(division_code=COUNTY).count() == 80
    assert PetitionEvent.objects.filter(kind="received").count() == 80


# -- accusations in a ledger ---------------------------------------------------------------------------------------------

CLASSED = (*HEAD, "信访类别")
TOLD = "举报村干部收钱办低保。"


def accusation(number="J-1", **cells):
    return [*line(number, 信访内容=TOLD, 办理情况="约谈了村干部", 办结日期=None, 备注="密函", **cells), "检举控告"]


def test_an_accusation_of_a_ledger_is_sealed_with_what_was_done_about_it(told):
    told(data=book([accusation()], CLASSED))
    petition = Petition.objects.get()
    assert petition.is_sealed and not petition.parties.exists() and not any(e.text for e in petition.events.all())
    inside = json.loads(petition.sealed_text)
    assert inside["text"] == TOLD and "约谈了村干部" in inside["note"] and "密函" in inside["note"]


@pytest.mark.parametrize("number", ["J-1", None])
def test_an_accusation_twice_changes_nothing_and_contradicts_nothing(told, number):
    rows = book([accusation(number)], CLASSED)
    told(data=rows)
    code, answer = told(data=rows)
    assert (code, answer["new"], answer["findings"]) == (0, 0, []) and Petition.objects.count() == 1


def test_nothing_read_from_a_ledger_outlives_its_way_in(told):
    told(data=book([accusation(), [*line(2), None]], CLASSED))
    imp = PetitionImport.objects.get()
    assert imp.state == "committed" and imp.staged == ""


def test_the_preview_and_the_marked_copy_keep_accusations_from_sight(clerk, client):
    wrong = accusation("J-2", 受理日期="2020-01-01", 反映问题地点="香水镇辛滩村")
    imp = check_petition_import(
        stage_petition_import(by=clerk, data=book([wrong, [*line(3), None]], CLASSED), filename="台账.xlsx"), by=clerk
    )
    other = UserFactory(role="petition_officer")
    client.force_login(other)
    url = reverse("petition_import_detail", args=[imp.pk])
    page = client.get(url).content.decode()
    assert "辛滩村" not in page and "约谈了村干部" not in page and "香水镇沙南村" in page
    commit_petition_import(imp, by=clerk, version=imp.version, warning_reason="属实")
    client.force_login(clerk)
    assert "下载标注好的表格" not in client.get(url).content.decode()
    assert client.post(reverse("petition_import_annotated", args=[imp.pk])).status_code == 404


def test_what_reads_like_an_accusation_without_a_class_is_pointed_out(told):
    code, answer = told(line(1, 信访内容=TOLD), line(2, 信访内容="反映路没修。"))
    assert (code, [(each["kind"], each["cell"][1:]) for each in answer["findings"]]) == (0, [("accusation-like", "3")])


# -- nothing lost, nothing twice -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("cells", [{"备注": "注" * 301}, {"办理情况": "办" * 5001}, {"办理结果": "果" * 5001}])
def test_nothing_is_cut_off_unseen(told, cells):
    code, answer = told(line(**cells))
    assert code == 1 and "text-long" in [each["kind"] for each in answer["findings"]] and not Petition.objects.exists()


def test_a_column_nobody_knows_is_pointed_out(told):
    code, answer = told(data=book([[*line(), "某事"]], (*HEAD, "领导批示")))
    assert (code, [each["kind"] for each in answer["findings"]]) == (0, ["column-unread"])
    assert "领导批示" in answer["findings"][0]["message"]


def exported(clerk, client):
    client.force_login(clerk)
    response = client.post(reverse("petition_export"))
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_the_filed_ledger_read_back_changes_nothing(clerk, told, client, capsys):
    imported(SAMPLE, capsys)
    petition = register(given(), by=clerk)
    filed = exported(clerk, client)
    code, answer = told(data=filed)
    assert (code, answer["rows"], answer["new"], answer["findings"]) == (0, 81, 0, [])
    assert Petition.objects.count() == 81 and Petition.objects.get(pk=petition.pk).version == petition.version


def test_the_filed_ledger_of_elsewhere_comes_in_without_its_masked_numbers(clerk, told, client, capsys):
    imported(SAMPLE, capsys)
    filed = exported(clerk, client)
    for model in (PetitionEvent, PetitionParty, Petition):
        model.objects.all().delete()
    code, answer = told(data=filed)
    assert (code, answer["new"], {each["kind"] for each in answer["findings"]}) == (0, 80, {"number-masked"})
    assert not PetitionParty.objects.exclude(id_index="", phone_index="").exists()
