"""From the poster on the wall into the queue, without an account."""

import re
import uuid

import pytest

from suggestions import services
from suggestions.models import Slip, Suggestion
from suggestions.services import slips
from tests.factories import PersonFactory
from tests.suggestions import stages

PROBLEM = "行车吊钩没有防脱，吊料时晃得厉害。"
LIST, SHEET = "/en/workbench/posters/", "/en/workbench/posters/sheet/"


@pytest.fixture
def poster(cast):
    return services.hang_poster(by=cast.officer, department=cast.team, place="3号线")


def form(**data):
    return {"key": str(uuid.uuid4()), "problem": PROBLEM, "signature": "shown"} | data


def send(client, poster, **data):
    return client.post(poster.get_absolute_url(), form(**data))


def code_on(client):
    return re.search(r"code-slip__code\">([A-Z0-9]{5}-[A-Z0-9]{5})<", client.get("/track/sent/").content.decode())[1]


def in_shop(cast, people=5):
    """Enough people in the shop for a hidden name to keep it."""
    return [PersonFactory(department=cast.shop) for _n in range(people)]


def test_the_poster_opens_the_form_with_the_place_filled_in(poster, client):
    page = client.get(poster.get_absolute_url())

    assert page.status_code == 200
    assert "焊装一班 3号线" in page.content.decode()
    assert page["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"


def test_a_code_is_found_however_it_is_typed(poster, client):
    assert client.get(f"/j/{poster.code.lower()}/").status_code == 200
    assert client.get("/j/ZZZZZZ/").status_code == 404


def test_a_stopped_code_says_where_to_look(cast, poster, client):
    services.stop_poster(poster, by=cast.officer)

    answer = client.get(poster.get_absolute_url())

    assert answer.status_code == 410
    assert "这个码停用了" in answer.content.decode()
    assert client.post(poster.get_absolute_url(), form()).status_code == 410
    assert not Suggestion.objects.exists()


def test_the_form_shows_what_was_lately_done_there_and_no_names(cast, strangers, poster, client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    stages.done(cast, title="焊钳电缆走高处")
    stages.sent(cast, title="还没办的")
    stages.done(strangers, title="别家的事")

    page = client.get(poster.get_absolute_url()).content.decode()

    assert "焊钳电缆走高处" in page
    assert "王海" not in page
    assert "还没办的" not in page
    assert "别家的事" not in page


def test_a_guest_sends_and_gets_number_day_and_code(cast, poster, client):
    response = send(client, poster, name=" 张 三 ", work_number="0002")

    suggestion = Suggestion.objects.get()
    assert (response.url, suggestion.channel, suggestion.poster) == ("/track/sent/", "qr", poster)
    assert (suggestion.department, suggestion.shop, suggestion.name_hidden) == (cast.team, cast.shop, False)
    assert (suggestion.slip.name, suggestion.slip.work_number) == ("张 三", "0002")
    assert not suggestion.proposers.exists()
    page = client.get("/track/sent/").content.decode()
    assert suggestion.number in page
    assert code_on(client) == slips.code_of(uuid.UUID(response.wsgi_request.POST["key"]))


def test_the_code_is_kept_hashed(poster, client):
    send(client, poster)

    code = code_on(client)
    assert code not in Slip.objects.get().code
    assert slips.plain(code) not in Slip.objects.get().code


def test_without_a_name_nothing_is_known_and_the_place_is_told_coarsely(cast, poster, client):
    in_shop(cast)
    send(client, poster)

    suggestion = Suggestion.objects.get()
    assert (suggestion.name_hidden, suggestion.department, suggestion.poster) == (True, cast.shop, None)
    assert suggestion.events.get().actor is None


def test_a_place_of_few_people_is_not_told_at_all(cast, poster, client):
    send(client, poster, name="张三", signature="hidden")

    suggestion = Suggestion.objects.get()
    assert suggestion.department.name == "未注明部门"
    assert suggestion.shop == suggestion.department


def test_a_double_tap_makes_one_record_and_shows_one_code(poster, client):
    data = form()
    client.post(poster.get_absolute_url(), data)
    first = code_on(client)

    client.post(poster.get_absolute_url(), data)

    assert Suggestion.objects.count() == 1
    assert code_on(client) == first


def test_a_mistake_keeps_every_word(poster, client):
    answer = send(client, poster, problem=" ", idea="加防脱扣", name="张三")

    assert list(answer.context["form"].errors) == ["problem"]
    assert "加防脱扣" in answer.content.decode()
    assert "张三" in answer.content.decode()


def test_too_many_from_one_poster_are_told_so_and_lose_no_word(poster, client, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "guest_suggestion": "2/h/key"}
    for _n in range(2):
        send(client, poster)

    answer = send(client, poster)

    assert answer.status_code == 429
    assert PROBLEM in answer.content.decode()
    assert Suggestion.objects.count() == 2


def test_somebody_with_an_account_sends_as_themselves_from_the_poster_s_place(cast, client):
    poster = services.hang_poster(by=cast.officer, department=cast.office, place="空压站")
    client.force_login(cast.worker)

    response = send(client, poster)

    suggestion = Suggestion.objects.get()
    assert response.url == f"/suggestions/{suggestion.number}/sent/"
    assert (suggestion.channel, suggestion.department, suggestion.poster) == ("qr", cast.office, poster)
    assert suggestion.proposers.get().person == cast.worker.person


def test_at_another_enterprise_s_poster_an_account_counts_at_home(cast, strangers, client):
    poster = services.hang_poster(by=strangers.officer, department=strangers.team)
    client.force_login(cast.worker)

    send(client, poster)

    suggestion = Suggestion.objects.get()
    assert (suggestion.enterprise, suggestion.department, suggestion.channel, suggestion.poster) == (
        cast.enterprise, cast.team, "web", None,
    )  # fmt: skip
