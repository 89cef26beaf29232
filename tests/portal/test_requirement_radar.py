"""The radar in the staff's admin: proposals, merging, sending, following; and the register behind it."""

import datetime as dt
import re

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from alliance_portal.requirements.public import saved_sentence
from tests.factories import WorkshopFactory
from tests.paper_files import package
from tests.workshops.asking import TODAY, led_workshop, merged, requirement, sent, superior, three_superiors
from workshops import services
from workshops.models import MergedRequest, OwnFact, Requirement

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_september():
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def workshop(cast):
    return led_workshop(cast.enterprise, cast.worker.person, name="焊装工作室")


@pytest.fixture
def desk(staff, client):
    client.force_login(staff)
    return client


def at(name, *args, language="en"):
    with translation.override(language):
        return reverse(f"admin:{name}", args=args)


def text(response):
    assert response.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def codes(made):
    return [f"{one.pk}-2026-07" for one in made]


def form(made, **changes):
    facts = {"dues": codes(made), "title": "三季度合并填报", "due_on": "2026-10-08", "note": "", "move": "merge"}
    return facts | changes


@pytest.mark.parametrize("who", ["officer", "leader", "worker"])
def test_the_radar_is_the_district_s(client, cast, who):
    client.force_login(getattr(cast, who))
    for name in ("radar", "radar-same", "radar-filled", "radar-merge", "radar-requests"):
        assert client.get(at(name), follow=True).status_code == 403


def test_it_shows_what_overlaps_and_what_could_be_asked_as_one(desk, workshop):
    made = three_superiors()
    shown = desk.get(at("radar"))
    assert "3 reports become 1" in text(shown)
    link = f"/en/admin/radar/merge/?{'&amp;'.join(f'due={code}' for code in codes(made))}"
    assert link in shown.content.decode()
    same = text(desk.get(at("radar-same")))
    for words in ("Patents granted", "专利数", "专利授权数", "区总工会经济部", "区科技局"):
        assert words in same


def test_without_anything_registered_every_page_says_what_to_do(desk):
    assert "Nothing that is due in the next six months is asked twice" in text(desk.get(at("radar")))
    assert "No fact is asked of a workshop twice." in text(desk.get(at("radar-same")))
    assert "Register the first one" in text(desk.get(at("radar-filled")))
    assert "No request here yet." in text(desk.get(at("radar-requests")))
    assert "Back to the radar" in text(desk.get(at("radar-merge")))


def test_the_matrix_is_narrowed_by_the_address(desk, cast, strangers):
    led_workshop(cast.enterprise, name="焊装工作室")
    led_workshop(strangers.enterprise, name="铣工工作室", kind="master_craftsman")
    narrowed = text(desk.get(at("radar"), {"enterprise": "CF"}))
    assert ("焊装工作室" in narrowed, "铣工工作室" in narrowed) == (True, False)
    assert "焊装工作室" not in text(desk.get(at("radar"), {"kind": "master_craftsman"}))
    assert desk.get(at("radar"), {"from": "2026-01"}).context["months"].first == dt.date(2026, 1, 1)
    assert desk.get(at("radar"), {"from": "nonsense"}).context["months"].first == dt.date(2026, 6, 1)


# Accepting, changing, refusing a proposal


def test_a_proposal_is_accepted_as_it_is_and_sent(desk, cast, workshop):
    made = three_superiors()
    page = desk.get(at("radar-merge"), {"due": codes(made)})
    assert page.context["form"].initial["due_on"] == dt.date(2026, 10, 10)
    assert "Instead of 3 reports the workshops get 1 requests" in text(page)

    response = desk.post(at("radar-merge") + "?" + "&".join(f"due={code}" for code in codes(made)), form(made))
    request = MergedRequest.objects.get()
    assert response.url == at("radar-request", request.pk)
    assert (request.status, request.parts.count()) == ("draft", 3)

    assert "Whoever runs one of these workshops is told once" in text(desk.get(at("radar-send", request.pk)))
    assert MergedRequest.objects.get().status == "draft", "looking at the page sends nothing"
    desk.post(at("radar-send", request.pk), {"version": 1})
    assert MergedRequest.objects.get().status == "sent"


def test_a_proposal_is_accepted_in_part(desk, workshop):
    made = three_superiors()
    desk.post(at("radar-merge") + f"?due={codes(made)[0]}&due={codes(made)[1]}", form(made[:2]))
    assert {part.requirement for part in MergedRequest.objects.get().parts.all()} == set(made[:2])


def test_a_proposal_is_refused_with_a_reason_that_the_radar_keeps(desk, workshop):
    made = three_superiors()
    address = at("radar-merge") + "?" + "&".join(f"due={code}" for code in codes(made))
    without = desk.post(address, {"move": "refuse", "reason": " "})
    assert list(without.context["why"].errors) == ["reason"]
    assert not MergedRequest.objects.exists()

    assert desk.post(address, {"move": "refuse", "reason": "两家口径不一样"}).url == at("radar")
    page = desk.get(at("radar"))
    assert "Stays apart: 两家口径不一样" in text(page)
    assert [one.period_last for one in page.context["proposals"]] == [dt.date(2026, 12, 1)], "the next quarter"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"dues": []}, "dues"),
        ({"title": " "}, "title"),
        ({"due_on": "2026-10-11"}, "due_on"),
        ({"due_on": "2026-09-01"}, "due_on"),
        ({"due_on": "下周"}, "due_on"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(desk, workshop, changes, field):
    made = three_superiors()
    response = desk.post(at("radar-merge") + f"?due={codes(made)[0]}", form(made, note="请核对", **changes))
    assert (response.status_code, list(response.context["form"].errors)) == (200, [field])
    assert response.context["form"]["note"].value() == "请核对"


def test_whoever_comes_second_is_told_where_the_reports_are(desk, staff, workshop):
    made = three_superiors()
    merged(made[:1], by=staff, title="另一份")
    response = desk.post(at("radar-merge") + f"?due={codes(made)[0]}", form(made))
    assert response.status_code == 409
    assert "另一份" in str(response.context["form"].non_field_errors())


def test_a_draft_is_changed_unless_somebody_was_faster(desk, staff, workshop):
    made = three_superiors()
    request = merged(made[:2], by=staff)
    address = at("radar-change", request.pk)
    page = desk.get(address)
    assert page.context["form"].initial["dues"] == codes(made[:2])

    assert desk.post(address, form(made[:1], version=1)).status_code == 302
    assert request.parts.count() == 1
    again = desk.post(address, form(made[:2], version=1))
    assert again.status_code == 409
    assert again.context["form"]["version"].value() == 2
    assert desk.post(address, form(made[:2], version=2)).status_code == 302


@pytest.mark.parametrize(("step", "status"), [("radar-give-up", "refused"), ("radar-withdraw", "withdrawn")])
def test_a_step_back_takes_a_reason(desk, staff, workshop, step, status):
    request = (merged if status == "refused" else sent)(three_superiors(), by=staff)
    version = MergedRequest.objects.get().version
    assert list(desk.post(at(step, request.pk), {"version": version}).context["form"].errors) == ["reason"]
    desk.post(at(step, request.pk), {"version": version, "reason": "上级取消了"})
    assert (MergedRequest.objects.get().status, request.events.last().note) == (status, "上级取消了")
    assert desk.get(at(step, request.pk)).url == at("radar-request", request.pk)


def test_a_request_shows_who_has_confirmed_and_what_is_missing_where(desk, staff, workshop):
    request = sent(three_superiors(), by=staff)
    shown = text(desk.get(at("radar-request", request.pk, language="zh-hans")))
    assert "1个工作室里0个已确认" in shown
    assert "焊装工作室 长风客车 2/4 授权专利数、场地面积" in shown
    assert "3份报表合成1份填报，少2份" in shown


def test_each_requirement_says_how_much_of_it_is_filled(desk, workshop):
    three_superiors()
    shown = text(desk.get(at("radar-filled")))
    for words in ("1/2 1 missing", "2/2 complete", "0/2 2 missing"):
        assert words in shown


@pytest.mark.parametrize(
    ("name", "queries"), [("radar", 20), ("radar-same", 9), ("radar-filled", 16), ("radar-requests", 9)]
)
@pytest.mark.parametrize("rows", [1, 3])
def test_more_rows_cost_a_page_of_the_radar_no_more_queries(
    desk, staff, cast, name, queries, rows, django_assert_num_queries
):
    for number in range(rows):
        WorkshopFactory(enterprise=cast.enterprise)
        made = requirement(f"报表{number}", ("场次", "sessions"), ("专利", "patents"), by=f"第{number}局")
        requirement(f"又一张{number}", ("场次", "sessions"), ("专利", "patents"), by=f"第{number}局")
        sent([made], by=staff)
    with django_assert_num_queries(queries):
        desk.get(at(name))


# The register


def data(**changes):
    """What the form of the admin sends for one requirement with two columns."""
    facts = {
        "superior": superior().pk,
        "title": "季度报表",
        "kinds": ["model_worker"],
        "frequency": "quarterly",
        "year_begins": "1",
        "due_after": "1",
        "due_day": "10",
        "in_force_from": "2026-01-15",
        "fields-TOTAL_FORMS": "2",
        "fields-INITIAL_FORMS": "0",
        "fields-0-name": "专利",
        "fields-0-fact": "patents",
        "fields-1-place": "1",
        "fields-1-name": "办班期数",
        "fields-1-fact": "",
    }
    return facts | changes


ADD = "workshops_requirement_add"


def test_a_requirement_is_registered_with_its_columns_in_order(desk, workshop):
    requirement("别家的", ("办班期数", "sessions"), by="别家")
    response = desk.post(at(ADD), data(), follow=True)
    made = Requirement.objects.get(title="季度报表")
    assert made.in_force_from == dt.date(2026, 1, 1)
    assert [(field.place, field.name, field.fact) for field in made.fields.all()] == [
        (1, "办班期数", ""),
        (2, "专利", "patents"),
    ]
    assert "“办班期数” may be the fact “Sessions hosted”" in text(response)


def test_known_words_are_offered_to_choose_from(desk, workshop):
    requirement("职工技能季报", ("办班期数", "sessions"))
    page = desk.get(at(ADD)).content.decode()
    assert '<datalist id="known-columns"><option value="办班期数">' in page
    assert '<datalist id="known-titles"><option value="职工技能季报">' in page
    assert 'list="known-columns"' in page


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"frequency": "once"}, "Please say up to which month it asks."),
        ({"in_force_until": "2025-01-01"}, "This is before the first month."),
        ({"due_day": "32"}, "31"),
        ({"fields-0-in_wan": "on"}, "Only an amount of money can be asked for in ten thousands."),
        ({"fields-0-fact": "nonsense"}, "nonsense"),
    ],
)
def test_what_does_not_fit_is_refused(desk, changes, words):
    assert words in text(desk.post(at(ADD), data(**changes)))
    assert not Requirement.objects.exists()


def test_the_blank_form_is_kept_under_its_name_and_checked(desk, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    bad = SimpleUploadedFile("表样.exe", b"MZ")
    assert "is of a kind that cannot be shared here" in text(desk.post(at(ADD), data(blank_form=bad)))
    good = package("xlsx", "表样.xlsx")
    assert desk.post(at(ADD), data(blank_form=good)).status_code == 302
    made = Requirement.objects.get()
    assert made.blank_form_name == "表样.xlsx"
    assert re.fullmatch(r"forms/[\w/-]+\.xlsx", made.blank_form.name)
    page = desk.get(at("workshops_requirement_change", made.pk)).content.decode()
    assert f'href="/en/workbench/workshops/requirements/{made.pk}/form/"' in page


def test_a_fact_that_values_were_typed_for_keeps_its_kind(desk, cast, workshop):
    own = OwnFact.objects.create(label="获奖数", kind="number", definition="奖项")
    address = at("workshops_ownfact_change", own.pk)
    assert 'name="kind"' in desk.get(address).content.decode()
    made = requirement("获奖表", ("获奖数", own.code))
    request = sent([made], by=cast.officer)
    question = services.requests.answering.questions_to(request, workshop)[0]
    services.requests.record(workshop, question.cell.want, by=cast.officer, value=question.cell.want.fact.decimals + 1)
    assert 'name="kind"' not in desk.get(address).content.decode()


# What everybody may read


def test_the_public_sentence_says_the_number_with_what_it_is_counted_out_of(staff, workshop):
    assert saved_sentence() == ""
    sent(three_superiors(), by=staff)
    with translation.override("zh-hans"):
        expected = "今年合并上报，少填了2份报表：本来要填3份，合并后只填1份。"
        assert saved_sentence() == saved_sentence([workshop]) == expected
        assert saved_sentence([WorkshopFactory()]) == ""


def test_the_definition_of_the_figure_is_published(client):
    assert 'id="reports_saved"' in client.get("/definitions/").content.decode()
