"""Results as everybody sees them: found, read, downloaded as the licence says, gone with their reason."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from members import services as member_services
from tests.conftest import make_cast
from tests.factories import AllianceFactory, ResultFactory, SpecialityFactory, WorkshopFactory
from tests.workshops import posing
from tests.workshops.resulting import asked, shared, tried, used, with_files
from workshops.models import FiveSmallKind, Problem
from workshops.services import benefits, results

LIST = "/en/results/"
CANARY = "只有自己人能看到的话"


def text(response):
    return response.content.decode()


def status(client, where):
    """That of a file, read to its end."""
    response = client.get(where)
    response.getvalue()
    return response.status_code


def address(result):
    return f"{LIST}{result.number}/"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


# -- the list ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({}, ["导轨研磨", "点焊夹具"]),
        ({"q": "点焊"}, ["点焊夹具"]),
        ({"q": "电阻焊"}, ["点焊夹具"]),
        ({"q": "卷边"}, ["导轨研磨"]),
        ({"five_small": "renovation"}, ["点焊夹具"]),
        ({"innovation": "management"}, ["导轨研磨"]),
        ({"speciality": "压力焊"}, ["点焊夹具"]),
        ({"enterprise": "JC"}, ["导轨研磨"]),
        ({"licence": "agreement"}, ["导轨研磨"]),
        ({"verified": "yes"}, ["点焊夹具"]),
        ({"enterprise": "JC", "verified": "yes"}, []),
        ({"sort": "used"}, ["点焊夹具", "导轨研磨"]),
        ({"sort": "benefit"}, ["点焊夹具", "导轨研磨"]),
        ({"sort": "x", "licence": "x", "enterprise": "z", "page": "zero", "q": "\x00"}, ["导轨研磨", "点焊夹具"]),
    ],
)
def test_results_are_searched_and_ordered_by_the_address(cast, strangers, client, query, titles):
    kind = FiveSmallKind.objects.create(name="小改造", national="renovation")
    fixture = shared(cast.enterprise, title="点焊夹具", five_small=kind)
    fixture.specialities.set([SpecialityFactory(name="压力焊", other_words="电阻焊")])
    benefits.verify_result(fixture, by=cast.finance, yuan=Decimal(9), basis="账")
    used(fixture, strangers)
    words = {"licence": "agreement", "innovation": "management", "before": "卷边"}
    shared(strangers.enterprise, title="导轨研磨", **words)
    assert [result.title for result in client.get(LIST, query).context["page_obj"]] == titles


def test_an_empty_list_says_what_else_to_do_and_an_empty_search_shows_the_newest(cast, client):
    assert "ask somebody who knows it" in text(client.get(LIST))
    shared(cast.enterprise, title="点焊夹具")
    page = text(client.get(LIST, {"q": "没有的"}))
    assert "Nothing was found." in page
    assert "点焊夹具" in page


def test_the_figures_are_those_of_what_the_reader_may_read(cast, strangers, client):
    benefits.verify_result(shared(cast.enterprise), by=cast.finance, yuan=Decimal(8000), basis="账")
    used(shared(cast.enterprise), strangers)
    shared(cast.enterprise, visibility="enterprise")
    figures = client.get(LIST).context["figures"]
    assert (figures.shared, figures.units, figures.verified_yuan) == (2, 1, 8000)
    client.force_login(cast.worker)
    assert client.get(LIST).context["figures"].shared == 3


def test_a_page_has_12(cast, client):
    for _n in range(13):
        shared(cast.enterprise)
    assert len(client.get(LIST).context["page_obj"]) == 12
    assert len(client.get(LIST, {"page": 2}).context["page_obj"]) == 1


@pytest.mark.parametrize("who", [None, "worker", "officer"])
def test_three_results_cost_as_many_queries_as_one(cast, strangers, client, who):
    if who:
        client.force_login(getattr(cast, who))

    def fill():
        made = with_files(
            shared(cast.enterprise, workshops=[WorkshopFactory(enterprise=cast.enterprise)]), cast.officer
        )
        made.specialities.add(SpecialityFactory())
        used(made, strangers)

    def count():
        with CaptureQueriesContext(connection) as queries:
            client.get(LIST)
        return len(queries)

    fill()
    once = count()
    for _n in range(2):
        fill()
    assert count() == once


# -- one result -------------------------------------------------------------------------------------------------------


def test_its_page_goes_from_the_problem_to_those_who_use_it(cast, strangers, client):
    third = make_cast("XA", "新安轴承")
    result = with_files(shared(cast.enterprise, claimed_yuan=9000, reckoning="每天一小时"), cast.officer)
    used(result, strangers)
    used(result, third, came="not_applicable")
    page = text(client.get(address(result)))
    parts = ["The problem", "电极靠手工锉", "How it works", "What is better", "CNY 9,000 a year claimed, not verified"]
    parts += ["Operation sheets and drawings", "夹具图.pdf", "Who has taken it over", "甲辰机床", "did not fit"]
    places = [page.index(part) for part in parts]
    assert places == sorted(places)
    assert "Used by <b>1</b> other unit" in page
    assert "新安轴承" not in page
    assert "Ask to use it" not in page


def test_what_finance_has_verified_stands_with_its_basis_and_that_of_others_beside_it(cast, strangers, client):
    result = shared(cast.enterprise)
    benefits.verify_result(result, by=cast.finance, yuan=Decimal(8000), basis="按工时账核算")
    use = used(result, strangers)
    benefits.verify_use(use, by=strangers.finance, yuan=Decimal(3000), basis="账")
    page = text(client.get(address(result)))
    for words in ("CNY 8,000 a year, verified by finance", "按工时账核算", "CNY 3,000 a year verified there"):
        assert words in page
    assert "11,000" not in page


@pytest.mark.parametrize(
    ("who", "reads"),
    [(None, False), ("stranger", False), ("staff", False), ("worker", True), ("partner", True)],
)
def test_makers_are_named_to_people_of_the_enterprises_concerned_alone(cast, strangers, staff, client, who, reads):
    partner = make_cast("XA", "新安轴承")
    both = [WorkshopFactory(enterprise=one.enterprise) for one in (cast, partner)]
    result = shared(cast.enterprise, workshops=both)
    makers = [{"person": cast.colleague.person, "did": CANARY}, {"outsider": "李老师（技师学院）"}]
    results.credit(result, by=cast.officer, makers=makers, patents=[])
    user = {"worker": cast.worker, "partner": partner.worker, "stranger": strangers.officer, "staff": staff}.get(who)
    if user:
        client.force_login(user)
    pages = text(client.get(address(result))) + text(client.get(LIST))
    for name in ("赵敏", CANARY, "李老师"):
        assert (name in pages) == reads


def test_whoever_agreed_is_named_to_everybody_until_it_is_taken_back(cast, client):
    result = shared(cast.enterprise)
    makers = [{"person": cast.colleague.person, "did": "画图"}, {"person": cast.worker.person, "did": "试装"}]
    results.credit(result, by=cast.officer, makers=makers, patents=[])
    member_services.give_consent("named", by=cast.colleague)
    page = text(client.get(address(result)))
    assert "赵敏" in page
    assert "王海" not in page
    assert "1 person who is not named" in page
    member_services.withdraw_consent("named", by=cast.colleague)
    assert "赵敏" not in text(client.get(address(result)))


def test_a_result_leads_to_the_problem_it_solved(cast, client, staff):
    problem = posing.opened(cast.officer, cast.enterprise, staff)
    result = shared(cast.enterprise, problem=problem)
    assert problem.get_absolute_url() in text(client.get(address(result)))
    Problem.objects.filter(pk=problem.pk).update(visibility="enterprise", crosses=False)
    assert problem.get_absolute_url() not in text(client.get(address(result)))


def test_what_was_withdrawn_is_gone_with_its_reason(cast, strangers, client):
    result = results.withdraw(
        with_files(shared(cast.enterprise), cast.officer), by=cast.officer, reason="图上尺寸错了。"
    )
    answer = client.get(address(result))
    assert (answer.status_code, "图上尺寸错了。" in text(answer), "手工锉" in text(answer)) == (410, True, False)
    assert not client.get(LIST).context["page_obj"].object_list
    photo, file = result.photos.first(), result.files.get()
    assert client.get(photo.small).status_code == 404
    assert client.get(reverse("workshops:result-file", args=[result.number, file.code])).status_code == 404


@pytest.mark.parametrize("status", ["draft", "published", "withdrawn"])
@pytest.mark.parametrize("visibility", ["public", "alliance", "enterprise"])
def test_nobody_finds_a_trace_of_what_is_not_meant_for_them(cast, strangers, client, status, visibility):
    """The stranger is no partner of the alliance."""
    words = {"title": f"{CANARY}一", "before": f"{CANARY}二", "status": status, "visibility": visibility}
    words |= {"withdrawn_because": f"{CANARY}三"} if status == "withdrawn" else {}
    result = ResultFactory(enterprise=cast.enterprise, **words)
    meant = visibility == "public" and status != "draft"
    for user in (None, strangers.officer):
        if user:
            client.force_login(user)
        answer = client.get(address(result))
        assert answer.status_code == (404 if not meant else 410 if status == "withdrawn" else 200)
        found = text(client.get(LIST)) + text(client.get(LIST, {"q": CANARY})) + text(client.get("/en/"))
        assert (f"{CANARY}一" in found) == (meant and status == "published")


# -- files, as the licence says ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("licence", "may"),
    [
        ("free", {"visitor", "other", "asking", "trying", "worker"}),
        ("agreement", {"trying", "worker"}),
        ("show_only", {"worker"}),
    ],
)
def test_files_are_handed_out_as_far_as_the_licence_goes(cast, strangers, client, licence, may):
    asking, other = make_cast("XA", "新安轴承"), make_cast("DH", "东湖电机")
    result = with_files(shared(cast.enterprise, licence=licence), cast.officer)
    if licence != "show_only":
        tried(result, strangers, keeper=cast.officer)
        asked(result, asking)
    where = reverse("workshops:result-file", args=[result.number, result.files.get().code])
    people = {"visitor": None, "other": other, "asking": asking, "trying": strangers, "worker": cast}
    for who, team in people.items():
        client.logout()
        if team:
            client.force_login(team.worker)
        assert status(client, where) == (200 if who in may else 404), who
        assert ("夹具图.pdf" in text(client.get(address(result)))) == (who in may)


def test_photos_are_seen_by_whoever_reads_it(cast, strangers, client):
    result = with_files(shared(cast.enterprise, visibility="alliance"), cast.officer)
    photo = result.photos.first()
    assert status(client, photo.small) == 404
    alliance = AllianceFactory()
    for one in (cast, strangers):
        WorkshopFactory(enterprise=one.enterprise, alliance=alliance)
    client.force_login(strangers.worker)
    pages = (photo.small, photo.large, photo.small.replace("small", "huge"))
    assert [status(client, each) for each in pages] == [200, 200, 404]


# -- asking -----------------------------------------------------------------------------------------------------------


def test_a_unit_asks_from_the_page(cast, strangers, client):
    result = shared(cast.enterprise)
    client.force_login(strangers.officer)
    assert "Ask to use it" in text(client.get(address(result)))
    page = client.get(f"{address(result)}ask/")
    offered = {str(department) for department in page.context["form"].fields["department"].queryset}
    assert offered == {"冲焊车间", "冲焊车间 · 焊装一班", "设备科"}
    answer = client.post(f"{address(result)}ask/", {"department": strangers.shop.pk, "purpose": "焊接线"})
    use = result.uses.get()
    assert (answer.url, use.status) == (f"/en/workbench/results/uses/{use.pk}/", "agreed")
    assert "In your own unit" in text(client.get(address(result)))


def test_departments_of_others_cannot_be_chosen_and_words_stay(cast, strangers, client):
    result = shared(cast.enterprise)
    client.force_login(strangers.officer)
    page = client.post(f"{address(result)}ask/", {"department": cast.shop.pk, "purpose": "写好的话"})
    assert "department" in page.context["form"].errors
    assert "写好的话" in text(page)
    assert not result.uses.exists()


@pytest.mark.parametrize("who", ["worker", "finance", "makers"])
def test_whoever_acts_for_no_other_unit_does_not_ask(cast, strangers, client, who):
    result = shared(cast.enterprise)
    client.force_login(cast.officer if who == "makers" else getattr(strangers, who))
    assert client.get(f"{address(result)}ask/").status_code == 403
