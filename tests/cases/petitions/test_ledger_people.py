"""The people of a ledger and their numbers, wherever clerks write them."""

import json

import pytest
from django.urls import reverse

from cases.forms.petitions import PetitionForm
from cases.intake.petition import Party
from cases.intake.petition_people import people_in
from cases.models import Petition
from cases.operations.petitions import change
from cases.operations.petitions.ledgers import check_petition_import, commit_petition_import, stage_petition_import
from core.crypto import blind_index
from core.models import User
from recipients.operations.reference import load_divisions
from tests.cases.petitions.ledger_books import HEAD, book, line
from tests.cases.petitions.telling import given
from tests.factories_base import UserFactory

pytestmark = pytest.mark.django_db
ID = "640498195810196623"


@pytest.fixture
def clerk() -> User:
    load_divisions()
    return UserFactory(role="petition_officer")


@pytest.fixture
def told(clerk):
    """`told(cells)` puts one row in; answers the import."""

    def run(head=HEAD, **cells):
        row = line(**{word: text for word, text in cells.items() if word in HEAD})
        row += [cells[word] for word in head[len(HEAD) :]]
        imp = stage_petition_import(by=clerk, data=book([row], head), filename="台账.xlsx")
        imp = check_petition_import(imp, by=clerk)
        if imp.state == "valid":
            commit_petition_import(imp, by=clerk, version=imp.version, warning_reason="属实")
        return [each["kind"] for each in json.loads(imp.findings_json)]

    return run


def people() -> list[tuple[str, str, str]]:
    return [(each.name, each.id_number, each.phone) for each in Petition.objects.get().parties.order_by("id")]


@pytest.mark.parametrize(
    "cell", ["佚名", "热心市民", "二组群众", "要求保密", "马**", "网民“泾水长流”", "来电人不愿透露", "村民代表"]
)
def test_who_gives_no_name_is_anonymous(told, cell):
    told(姓名=cell)
    assert Petition.objects.get().is_anonymous and people() == []


def test_a_bracket_is_told_in_the_note_and_makes_nobody(told):
    told(姓名="张玉莲（残疾人）")
    assert people() == [("张玉莲", "", "")] and Petition.objects.get().note == "姓名栏注明：残疾人"


def test_whom_a_name_does_not_tell_stands_as_typed(told):
    told(姓名="李先生")
    assert people() == [("李先生", "", "")] and not Petition.objects.get().is_anonymous


def test_representatives_are_no_agents(told):
    told(姓名="李小龙、张风云、禹永红（代表）")
    assert Petition.objects.get().group_size == 3
    assert {each.role for each in Petition.objects.get().parties.all()} == {"petitioner", "co_signer"}


@pytest.mark.parametrize(
    ("cell", "name", "ids", "phones"),
    [
        ("冶登科（13995400000）", "冶登科", [], ["13995400000"]),
        ("海慧琴，电话：18763056146", "海慧琴", [], ["18763056146"]),
        ("伍学文\n0954-5012345", "伍学文", [], ["09545012345"]),
        (f"李永红（女，{ID}）", "李永红", [ID], []),
    ],
)
def test_numbers_among_the_names_are_read(cell, name, ids, phones):
    said = people_in(cell)
    assert (said.names, said.ids, said.phones, said.many) == ([name], ids, phones, 0)


def test_a_number_stands_once_though_it_is_written_twice(told):
    told(姓名=f"李永红（{ID}，13995400000）", 身份证号=ID, 联系方式="13995400000")
    assert people() == [("李永红", ID, "13995400000")]


@pytest.mark.parametrize(
    ("cell", "phones"),
    [
        ("手机：18117568557", ["18117568557"]),
        ("13883236987（儿子）", ["13883236987"]),
        ("187-6130-2482", ["18761302482"]),
        ("无电话", []),
        ("13865739478/0954-5012345", ["13865739478", "09545012345"]),
        ("13865739478 13936811495", ["13865739478", "13936811495"]),
    ],
)
def test_telephones_are_read_without_their_labels(told, cell, phones):
    assert told(联系方式=cell) == []
    assert [phone for _, _, phone in people() if phone] == phones


def test_a_second_telephone_is_found_and_counts_as_nobody(told, clerk, client):
    told(联系方式="13865739478/13936811495")
    petition = Petition.objects.get()
    assert petition.group_size == 1
    assert petition.parties.filter(phone_index=blind_index("13936811495", "phone"), name="").exists()
    assert PetitionForm(petition=petition).initial["co_signers"] == ""
    client.force_login(clerk)
    page = client.get(reverse("petition_detail", args=[petition.pk])).content.decode()
    assert "（另一个号码）" in page and "联名人" not in page.split("信访人</", 1)[1].split("</table>")[0]


def test_a_second_telephone_outlives_a_change_and_goes_to_nobody_else(told, clerk):
    told(联系方式="13865739478/13936811495", 办理情况="正在办理", 办结日期=None)
    petition = Petition.objects.get()
    asked = given(parties=[Party("马小兰"), Party("李四海", role="co_signer")])
    change(petition, asked, by=clerk, version=petition.version)
    assert people() == [("马小兰", "", "13865739478"), ("李四海", "", ""), ("", "", "13936811495")]


@pytest.mark.parametrize(
    ("cell", "ids", "kinds"),
    [
        (f"身份证：{ID}", [ID], []),
        ("无证", [], []),
        ("640498581019662", [], ["id-old"]),
        (f"{ID} 640498194805022536", [ID], ["id-spare"]),
    ],
)
def test_identity_numbers_of_old_ledgers(told, cell, ids, kinds):
    assert told(身份证号=cell) == kinds
    assert [number for _, number, _ in people() if number] == ids


def test_an_identity_number_that_is_wrong_keeps_the_file_out_wherever_it_stands(told):
    assert told(姓名="李永红（640498195810196621）") == ["id-checksum"] and not Petition.objects.exists()


def test_a_long_story_comes_in_whole(told):
    told(办理情况="查" * 2000, 办理结果="果" * 1500)
    petition = Petition.objects.get()
    assert len(petition.answer) == 1500 and petition.events.get(kind="progress").text == "查" * 2000
