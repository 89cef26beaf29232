"""The pages at the workbench: what is asked of one's own workshops, the answer to it, and who may see and fill it."""

import datetime as dt
import re
from decimal import Decimal

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms import FileInput
from django.urls import reverse
from django.utils import translation

from alliance_portal.attachments import read_attachment
from tests.factories import SessionFactory
from tests.paper_files import pdf
from tests.workshops.asking import (
    TODAY,
    answer_of,
    led_workshop,
    requirement,
    sent,
    three_superiors,
    typed,
    want,
)
from workshops import services
from workshops.models import FactEntry, MergedRequest

pytestmark = pytest.mark.django_db
LIST, ASKS = "workshops:requirements", "workshops:who-asks"


@pytest.fixture(autouse=True)
def in_september():
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def workshop(cast):
    return led_workshop(cast.enterprise, cast.worker.person, name="焊装工作室", slug="welding")


@pytest.fixture
def foreign(strangers):
    return led_workshop(strangers.enterprise, strangers.worker.person, name="铣工工作室", slug="milling")


@pytest.fixture
def held(workshop, staff):
    return sent(three_superiors(), by=staff)


def at(name, *args):
    """The address of the English page, whatever language the last page left behind."""
    with translation.override("en"):
        return reverse(name, args=args)


def get(client, user, name, *args, **query):
    client.force_login(user)
    return client.get(at(name, *args), query)


def page(client, user, name, *args, **query):
    response = get(client, user, name, *args, **query)
    assert response.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def keys(code):
    return want(code).key


def form_of(client, user, request, workshop):
    """What the browser would send if nothing was typed."""
    form = get(client, user, "workshops:request-answer", request.pk, workshop.slug).context["form"]
    return {
        name: form[name].value() or "" for name in form.fields if not isinstance(form.fields[name].widget, FileInput)
    }


def send(client, user, request, workshop, move="save", **typed):
    data = {**form_of(client, user, request, workshop), "move": move}
    data |= {keys(code) if "." not in code else code: value for code, value in typed.items()}
    return client.post(at("workshops:request-answer", request.pk, workshop.slug), data)


# Who sees what


def test_visitors_and_workers_have_no_business_here(client, cast, held):
    assert client.get(at(LIST)).status_code == 302
    assert get(client, cast.reviewer, LIST).status_code == 403


@pytest.mark.parametrize("role", ["officer", "leader", "worker"])
def test_the_enterprise_and_whoever_leads_the_workshop_see_the_request(client, cast, held, role):
    assert held.title in page(client, getattr(cast, role), LIST)


def test_another_enterprise_sees_nothing_of_it(client, strangers, foreign, workshop):
    other = sent(
        [requirement("只要别家", ("场次", "sessions"), enterprises=[workshop.enterprise])], by=strangers.officer
    )
    client.force_login(strangers.officer)
    for name, args in (
        ("workshops:request", [other.pk]),
        ("workshops:request-answer", [other.pk, workshop.slug]),
        ("workshops:requirement-table", [other.parts.get().requirement_id, "2026-07"]),
    ):
        assert client.get(at(name, *args)).status_code == 404, name
    assert "只要别家" not in page(client, strangers.officer, ASKS)
    assert other.title not in page(client, strangers.officer, LIST)


def test_of_a_request_to_several_enterprises_each_sees_its_own_workshops(
    client, cast, strangers, workshop, foreign, staff
):
    request = sent(three_superiors(), by=staff)
    assert "铣工工作室" not in page(client, cast.officer, "workshops:request", request.pk)
    assert "焊装工作室" not in page(client, strangers.officer, "workshops:request", request.pk)
    assert get(client, cast.officer, "workshops:request-answer", request.pk, "milling").status_code == 404
    shown = page(client, cast.officer, "workshops:requirement-table", request.parts.first().requirement_id, "2026-07")
    assert "铣工工作室" not in shown


def test_a_draft_is_nobody_s_business(client, cast, workshop, staff):
    request = sent(three_superiors(), by=staff)
    services.requests.withdraw(request, by=staff, reason="取消了")
    assert get(client, cast.officer, "workshops:request", request.pk).status_code == 404


def test_the_leader_of_the_enterprise_reads_and_does_not_fill(client, cast, held, workshop):
    shown = page(client, cast.leader, "workshops:request-answer", held.pk, workshop.slug)
    assert "All of it is right, confirm" not in shown
    assert send(client, cast.leader, held, workshop, patents="2").status_code == 403
    assert not FactEntry.objects.exists()


# Filling in


def test_what_is_known_is_shown_and_only_the_rest_is_asked(client, cast, held, workshop):
    SessionFactory(starts_at=TODAY - dt.timedelta(days=9), ends_at=TODAY, head_count=12).workshops.add(workshop)
    form = get(client, cast.officer, "workshops:request-answer", held.pk, workshop.slug).context["form"]
    assert [one.cell.fact.code for one in form.wanted] == ["patents", "site_area"]
    assert {one.cell.fact.code: one.cell.given for one in form.known} == {"sessions": 1, "person_times": 12}


def test_the_list_says_how_many_reports_the_own_workshops_were_spared(
    client, cast, strangers, workshop, foreign, staff
):
    sent(three_superiors(), by=staff)
    assert "2 reports saved this year: 3 would have been filled, 1 were asked." in page(client, cast.officer, LIST)


def test_it_can_be_kept_half_done_and_confirmed_later(client, cast, held, workshop):
    assert send(client, cast.officer, held, workshop, patents="２").status_code == 302
    assert [entry.number for entry in FactEntry.objects.all()] == [2]

    refused = send(client, cast.officer, held, workshop, move="confirm")
    assert refused.status_code == 409
    assert list(refused.context["form"].errors) == [keys("site_area")]

    assert send(client, cast.officer, held, workshop, move="confirm", site_area="120.5").status_code == 302
    assert answer_of(held, workshop).confirmed_by == cast.officer
    assert MergedRequest.objects.get().status == "done"


@pytest.mark.parametrize(
    ("typed_in", "number"), [("12", 12), ("１２", 12), ("12项", 12), ("1,200", 1200), ("1.2万", 12000), (" 0 ", 0)]
)
def test_a_number_is_understood_as_people_write_it(client, cast, held, workshop, typed_in, number):
    assert send(client, cast.officer, held, workshop, patents=typed_in).status_code == 302
    assert FactEntry.objects.get().number == number


@pytest.mark.parametrize("typed_in", ["几件", "-3", "1.5", "12人", "三"])
def test_what_is_no_number_is_said_at_its_box_and_stays_there(client, cast, held, workshop, typed_in):
    response = send(client, cast.officer, held, workshop, patents=typed_in, site_area="80")
    form = response.context["form"]
    assert (response.status_code, list(form.errors)) == (200, [keys("patents")])
    assert form[keys("patents")].value() == typed_in
    assert not FactEntry.objects.exists()


def test_another_value_than_the_known_one_asks_for_the_reason(client, cast, held, workshop):
    response = send(client, cast.officer, held, workshop, sessions="4")
    assert list(response.context["form"].errors) == [f"reason-{keys('sessions')}"]
    reason = {f"reason-{keys('sessions')}": "三场在外单位办，没登记"}
    assert send(client, cast.officer, held, workshop, sessions="4", **reason).status_code == 302
    shown = page(client, cast.officer, "workshops:request-answer", held.pk, workshop.slug)
    assert "In the tables stands 4 sessions, typed by 孙干事" in shown
    assert "三场在外单位办，没登记" in shown


def test_whoever_comes_second_sees_the_first_value_beside_the_own_one_and_decides(client, cast, held, workshop):
    data = {**form_of(client, cast.officer, held, workshop), "move": "save", keys("patents"): "5"}
    typed(workshop, "patents", Decimal("2"), by=cast.worker)

    address = at("workshops:request-answer", held.pk, workshop.slug)
    response = client.post(address, data)

    form = response.context["form"]
    assert response.status_code == 409
    assert "王海 has typed 2 items here meanwhile" in str(form.errors[keys("patents")])
    assert form[keys("patents")].value() == "5"
    assert FactEntry.objects.get().number == 2

    again = {name: form[name].value() or "" for name in form.fields}
    assert client.post(address, {**again, "move": "save"}).status_code == 302
    assert FactEntry.objects.get().number == 5


def test_what_was_not_touched_overwrites_nobody(client, cast, held, workshop):
    typed(workshop, "patents", Decimal("2"), by=cast.officer)
    data = {**form_of(client, cast.officer, held, workshop), "move": "save", keys("site_area"): "80"}
    typed(workshop, "patents", Decimal("3"), by=cast.worker, version=1)

    assert client.post(at("workshops:request-answer", held.pk, workshop.slug), data).status_code == 302

    assert {entry.fact: entry.number for entry in FactEntry.objects.all()} == {"patents": 3, "site_area": 80}


def test_a_confirmed_answer_is_read_and_can_be_opened_again(client, cast, held, workshop):
    send(client, cast.officer, held, workshop, move="confirm", patents="2", site_area="80")
    shown = page(client, cast.officer, "workshops:request-answer", held.pk, workshop.slug)
    assert "Confirmed by 孙干事" in shown
    assert "All of it is right, confirm" not in shown
    assert send(client, cast.officer, held, workshop, patents="9").status_code == 409

    assert client.post(at("workshops:request-reopen", held.pk, workshop.slug)).status_code == 302
    assert answer_of(held, workshop).confirmed_at is None
    assert FactEntry.objects.get(fact="patents").number == 2


def test_words_days_and_files_are_taken_too(client, cast, workshop, staff, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    columns = [("小结", "summary"), ("佐证", "proof"), ("成立时间", "founded_on"), ("其他", "")]
    request = sent([requirement("四样", *columns)], by=staff)
    other = request.parts.get().columns[3]["code"] + ".202607.202609"
    proof = pdf("证书.pdf", text="proof")
    answers = {"summary": "换模快了。\n又省了气。", "founded_on": "2021年5月1日", other: "无", "proof": proof}

    assert send(client, cast.officer, request, workshop, move="confirm", **answers).status_code == 302

    kept = {entry.fact: entry.value for entry in FactEntry.objects.all()}
    assert kept["summary"] == "换模快了。\n又省了气。"
    assert (kept["founded_on"], kept["proof"]) == (dt.date(2021, 5, 1), "证书.pdf")
    entry = FactEntry.objects.get(fact="proof")
    response = get(client, cast.officer, "workshops:proof", entry.pk)
    assert b"% proof" in b"".join(response.streaming_content)
    assert "attachment" in response["Content-Disposition"]
    assert "证书" not in entry.file.name


def test_a_proof_is_for_its_own_enterprise(client, cast, strangers, foreign, workshop, staff, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    entry = typed(workshop, "proof", read_attachment(pdf("证书.pdf")), by=cast.officer)
    assert get(client, strangers.officer, "workshops:proof", entry.pk).status_code == 404
    assert get(client, cast.reviewer, "workshops:proof", entry.pk).status_code == 404


@pytest.mark.parametrize(
    "upload",
    [
        SimpleUploadedFile("病毒.exe", b"MZ"),
        SimpleUploadedFile("假的.pdf", b"PK\x03\x04"),
        SimpleUploadedFile("太大.pdf", b"%PDF-" + b"0" * (20 * 1024 * 1024)),
    ],
    ids=["kind", "content", "size"],
)
def test_a_file_of_another_kind_is_refused(client, cast, workshop, staff, upload):
    request = sent([requirement("佐证", ("佐证", "proof"))], by=staff)
    response = send(client, cast.officer, request, workshop, proof=upload)
    assert list(response.context["form"].errors) == [keys("proof")]


# What the pages cost


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_however_long(client, cast, staff, rows, django_assert_num_queries):
    for number in range(rows):
        led_workshop(cast.enterprise, cast.owner.person, slug=f"w{number}")
    for number in range(rows):
        made = requirement(f"报表{number}", ("场次", "sessions"), ("专利", "patents"), ("建议", "suggestions_taken"))
        sent([made], by=staff)
    client.force_login(cast.officer)
    with django_assert_num_queries(25):
        client.get(at(LIST))


@pytest.mark.parametrize("rows", [1, 3])
def test_who_asks_costs_the_same_however_long(client, cast, staff, rows, django_assert_num_queries):
    for number in range(rows):
        led_workshop(cast.enterprise, cast.owner.person, slug=f"w{number}")
    for number in range(rows):
        requirement(f"报表{number}", ("场次", "sessions"), ("专利", "patents"), ("建议", "suggestions_taken"))
    client.force_login(cast.officer)
    with django_assert_num_queries(34):
        client.get(at(ASKS))
