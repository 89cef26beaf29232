"""What everybody reads of honours: by year and level, with names by consent alone; certificates; a person's own."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from alliance_portal.files import read_picture
from tests.factories import PersonFactory, ResultFactory, WorkshopFactory, picture
from tests.workshops import honouring
from workshops.services import honours

LIST = "/en/awards/2026/"
# Nothing of a person that is not named may stand in any public page.
CANARIES = ("王海", "王", "0001", "冲焊车间", "焊装一班")


def text(response):
    return response.content.decode()


def check(honour):
    return f"/en/verify/{honour.code}/"


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def honour(cast, staff):
    return honouring.given(cast.worker, staff, reason="十年焊装一线，改出三套夹具")


def test_a_name_appears_with_consent_and_goes_with_the_next_page(cast, client, honour):
    seen = text(client.get(LIST))
    assert "区级工匠" in seen
    assert "somebody who is not named" in seen
    assert [word for word in CANARIES if word in seen] == []
    honouring.agrees(cast.worker)
    assert "王海" in text(client.get(LIST))
    honouring.takes_back(cast.worker)
    seen = text(client.get(LIST))
    assert [word for word in CANARIES if word in seen] == []


def test_colleagues_and_officers_read_the_same_public_page(cast, client, honour):
    for user in (cast.colleague, cast.officer):
        client.force_login(user)
        assert "王海" not in text(client.get(LIST))


def test_honours_stand_by_level_the_highest_first(cast, staff, client):
    honouring.given_to_enterprise(cast.enterprise, staff, level="enterprise", title="公司先进")
    honouring.given_to_enterprise(cast.enterprise, staff, level="national", title="全国先进")
    response = client.get(LIST)
    assert [level.value for level, _rows in response.context["levels"]] == ["national", "enterprise"]
    assert text(response).index("全国先进") < text(response).index("公司先进")
    assert response.context["number"] == 2


def test_years_lead_to_their_honours_and_no_further(cast, staff, client):
    honouring.given_to_enterprise(cast.enterprise, staff, granted_on=dt.date(2024, 5, 1))
    assert client.get("/en/awards/").context["year"] == timezone.localdate().year
    assert "not been announced yet" in text(client.get("/en/awards/"))
    assert client.get("/en/awards/2024/").status_code == 200
    assert client.get("/en/awards/2023/").status_code == 404
    assert client.get(f"/en/awards/{10**30}/").status_code == 404


def test_what_was_revoked_is_listed_no_more(staff, client, honour):
    honours.revoke(honour, by=staff, reason="弄虚作假", on=dt.date(2026, 6, 1))
    assert client.get(LIST).status_code == 404
    assert "区级工匠" not in text(client.get("/en/awards/"))


@pytest.mark.parametrize(("facts", "is_shown"), [({}, True), ({"visibility": "enterprise"}, False)])
def test_a_result_is_named_as_far_as_the_reader_may_read_it(cast, staff, client, facts, is_shown):
    result = ResultFactory(enterprise=cast.enterprise, title="电极修磨夹具", **facts)
    honouring.given_to_enterprise(cast.enterprise, staff, kind="result", result=result)
    assert ("电极修磨夹具" in text(client.get(LIST))) == is_shown


def test_a_workshop_shows_what_it_and_its_results_were_given_while_it_stands(cast, staff, client):
    own, other = WorkshopFactory(enterprise=cast.enterprise), WorkshopFactory(enterprise=cast.enterprise)
    result = ResultFactory(enterprise=cast.enterprise, workshops=[own])
    honouring.given_to_enterprise(cast.enterprise, staff, title="创新成果一等奖", kind="result", result=result)
    facts = {"holder": "workshop", "workshop": own, "person": None, "kind": "workshop"}
    held = honouring.given(cast.worker, staff, title="模范工作室", **facts)
    page = text(client.get(own.get_absolute_url()))
    assert page.index("模范工作室") > 0 < page.index("创新成果一等奖")
    assert "创新成果一等奖" not in text(client.get(other.get_absolute_url()))
    of_result = text(client.get(result.get_absolute_url()))
    assert "创新成果一等奖" in of_result
    assert "模范工作室" not in of_result
    assert "See the result" not in of_result
    honours.revoke(held, by=staff, reason="弄虚作假", on=dt.date(2026, 6, 1))
    assert "模范工作室" not in text(client.get(own.get_absolute_url()))


def test_the_list_costs_the_same_for_one_and_for_three(cast, staff, client, honour, django_assert_num_queries):
    with CaptureQueriesContext(connection) as one:
        client.get(LIST)
    for user in (cast.colleague, cast.owner):
        honouring.agrees(user)
        honouring.given(user, staff)
    with django_assert_num_queries(len(one)):
        assert "赵敏" in text(client.get(LIST))


# -- photo ------------------------------------------------------------------------------------------------------------


def test_a_photo_is_shown_only_while_name_and_photo_are_agreed_to(cast, staff, client, honour):
    honours.change_photo(honour, read_picture(picture()), by=staff)
    address = reverse("workshops:award-photo", args=[honour.code])
    for purposes, code in (((), 404), (("photo",), 404), (("named", "photo"), 200)):
        for purpose in purposes:
            honouring.agrees(cast.worker, purpose)
        response = client.get(address)
        assert response.status_code == code, purposes
    assert response.getvalue()
    assert response["Cache-Control"] == "private, no-store"
    assert address in text(client.get(LIST))
    honouring.takes_back(cast.worker, "photo")
    assert client.get(address).status_code == 404
    assert "<img" not in text(client.get(LIST)).partition("<main")[2].partition("</main")[0]


# -- one certificate --------------------------------------------------------------------------------------------------


def test_anybody_checks_a_certificate_and_reads_a_masked_name(cast, client, honour):
    seen = text(client.get(check(honour)))
    assert "This certificate is true" in seen
    assert "王*" in seen
    assert "王海" not in seen
    assert '<meta name="robots" content="noindex">' in seen
    honouring.agrees(cast.worker)
    assert "王海" in text(client.get(check(honour)))


def test_a_revoked_certificate_says_so_without_its_reason(staff, client, honour):
    honours.revoke(honour, by=staff, reason="弄虚作假", on=dt.date(2026, 6, 1))
    seen = text(client.get(check(honour)))
    assert "revoked on June 1, 2026" in seen
    assert "弄虚作假" not in seen


def test_a_code_that_is_not_there_is_told_so(client, db):
    response = client.get("/en/verify/nothing-here/")
    assert response.status_code == 404
    assert "no certificate of this code" in text(response)


@pytest.mark.parametrize(
    ("who", "code"),
    [("worker", 200), ("officer", 200), ("leader", 200), ("colleague", 404), ("reviewer", 404)],
)
def test_the_certificate_is_printed_by_holder_and_keepers(cast, client, honour, who, code):
    client.force_login(getattr(cast, who))
    response = client.get(f"/en/honours/{honour.code}/certificate/")
    assert response.status_code == code
    if code == 200:
        assert "王海" in text(response)
        assert f"/verify/{honour.code}/" in text(response)


def test_strangers_do_not_find_it_and_papers_from_above_are_not_made_here(cast, strangers, staff, client, honour):
    client.force_login(strangers.officer)
    assert client.get(f"/honours/{honour.code}/certificate/").status_code == 404
    client.force_login(staff)
    assert client.get(f"/honours/{honour.code}/certificate/").status_code == 200
    national = honouring.given(cast.worker, staff, level="national")
    assert client.get(f"/honours/{national.code}/certificate/").status_code == 403
    revoked = honours.revoke(honour, by=staff, reason="弄虚作假", on=dt.date(2026, 6, 1))
    assert client.get(f"/honours/{revoked.code}/certificate/").status_code == 403


# -- my own -----------------------------------------------------------------------------------------------------------


def test_a_person_finds_the_own_honours_and_the_way_to_be_named(cast, staff, client, honour):
    honouring.given(cast.colleague, staff, title="别人的")
    client.force_login(cast.worker)
    seen = text(client.get("/en/me/honours/"))
    assert "区级工匠" in seen
    assert "别人的" not in seen
    assert "Let my name be shown" in seen
    honouring.agrees(cast.worker)
    assert "Take my consent back" in text(client.get("/en/me/honours/"))


def test_my_honours_cost_the_same_for_one_and_for_three(cast, staff, client, honour, django_assert_num_queries):
    client.force_login(cast.worker)
    with CaptureQueriesContext(connection) as one:
        client.get("/en/me/honours/")
    honouring.given(cast.worker, staff)
    honouring.given(cast.worker, staff)
    with django_assert_num_queries(len(one)):
        client.get("/en/me/honours/")


def test_a_person_without_account_is_no_obstacle(cast, staff, client):
    person = PersonFactory(department=cast.team, name="刘师傅")
    facts = {"holder": "person", "person": person, "enterprise": cast.enterprise}
    honours.register(by=staff, **honouring.WORDS, **facts)
    assert "刘师傅" not in text(client.get(LIST))
