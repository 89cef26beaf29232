"""The form, the proof, the list and the page of a suggestion, for everybody who may and who may not."""

import re
import threading
import uuid

import pytest
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from suggestions.models import Photo, Suggestion
from tests.conftest import make_cast
from tests.factories import PersonFactory, account, picture
from tests.suggestions import stages
from tests.suggestions.files import HOSTILE, nine_megabytes, words_as_jpeg

RARE = "𠮷野家门口🚧，𪚥字也写得出"


def english(name, *args):
    with override("en"):
        return reverse(f"suggestions:{name}", args=args)


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def filled(**data):
    return {"key": str(uuid.uuid4()), "problem": stages.PROBLEM, "category": "other"} | data


def text_of(response):
    return response.content.decode()


# The form


def test_anybody_may_write_before_signing_in(client, db):
    response = client.get(english("new"))

    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert text_of(response).count("/accounts/login/?next=/en/suggestions/new/") == 2


def test_the_place_is_known_from_the_account(cast):
    page = text_of(signed_in(cast.worker).get(english("new")))

    assert "焊装一班" in page
    assert "within 7 days" in page


def test_sending_without_an_account_leads_to_sign_in_and_stores_nothing(client, db):
    response = client.post(english("new"), filled())

    assert (response.status_code, response["Location"]) == (302, "/en/accounts/login/?next=/en/suggestions/new/")
    assert Suggestion.objects.count() == 0


def test_an_account_without_a_roster_entry_is_told_so_and_cannot_send(staff):
    client = signed_in(staff)

    assert "belongs to nobody in service" in text_of(client.get(english("new")))
    assert client.post(english("new"), filled()).status_code == 403


def test_somebody_who_has_left_cannot_send(cast):
    client = signed_in(cast.worker)
    cast.worker.person.in_service = False
    cast.worker.person.save()

    response = client.post(english("new"), filled())

    assert response.status_code == 302, "whoever has left is signed out"
    assert "/accounts/login/" in response["Location"]
    assert Suggestion.objects.count() == 0


def test_what_is_sent_becomes_a_record_and_a_proof(cast):
    client = signed_in(cast.worker)

    response = client.post(english("new"), filled(idea=RARE, photos=[picture(), picture("2.png", kind="PNG")]))

    suggestion = Suggestion.objects.get()
    assert (response.status_code, response["Location"]) == (302, english("sent", suggestion.number))
    assert (suggestion.problem, suggestion.idea, suggestion.photos.count()) == (stages.PROBLEM, RARE, 2)
    assert suggestion.proposers.get().person == cast.worker.person
    page = client.get(response["Location"])
    assert suggestion.number in text_of(page)
    assert "no-store" in page["Cache-Control"]


def test_the_same_form_sent_twice_makes_one_record(cast):
    client, form = signed_in(cast.worker), filled()

    first, second = client.post(english("new"), form), client.post(english("new"), form)

    assert first["Location"] == second["Location"]
    assert Suggestion.objects.count() == 1


def send_at_once(user, forms):
    """Send the forms in as many threads, all at the same moment; return the addresses they lead to."""
    clients = [signed_in(user) for _form in forms]
    barrier, places = threading.Barrier(len(forms)), []

    def send(client, form):
        barrier.wait()
        places.append(client.post(english("new"), form)["Location"])
        connections.close_all()

    threads = [threading.Thread(target=send, args=pair) for pair in zip(clients, forms, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return places


@pytest.mark.django_db(transaction=True)
def test_a_double_tap_makes_one_record_and_two_forms_make_two():
    worker = make_cast("CF", "长风客车").worker
    form = filled()

    places = send_at_once(worker, [form, form])
    assert (len(places), len(set(places)), Suggestion.objects.count()) == (2, 1, 1)

    places = send_at_once(worker, [filled(), filled()])
    assert (len(places), len(set(places)), Suggestion.objects.count()) == (2, 2, 3)


def test_an_error_shows_everything_again_and_says_what_and_where(cast):
    typed = {"problem": "焊" * 2001, "idea": RARE, "expected_effect": "更安全", "category": "safety"}
    page = text_of(signed_in(cast.worker).post(english("new"), filled(**typed)))

    message = "This is 2001 characters long, and 2000 fit here. Please shorten it."
    assert f'<li><a href="#id_problem">{message}</a></li>' in page
    assert 'id="id_problem_error"' in page
    assert "<title>Error: Suggest something" in page
    assert all(word in page for word in ("焊" * 2001, RARE, "更安全"))
    assert re.search(r'<input type="radio"[^>]*value="safety"[^>]*checked', page)
    assert Suggestion.objects.count() == 0


def test_a_hundred_thousand_characters_come_back_with_the_limit(cast):
    response = signed_in(cast.worker).post(english("new"), filled(problem="长" * 100_000))

    assert response.status_code == 200
    assert "100000 characters long, and 2000 fit here" in text_of(response)
    assert "长" * 100_000 in text_of(response)


@pytest.mark.parametrize("make", HOSTILE, ids=lambda make: make.__name__)
def test_a_bad_photo_does_not_cost_the_text(cast, make):
    response = signed_in(cast.worker).post(english("new"), filled(photos=[make()]))

    assert response.status_code == 200
    page = text_of(response)
    assert stages.PROBLEM in page
    assert page.count(HOSTILE[make]) == 2
    assert "Please choose the photos again" in page
    assert (Suggestion.objects.count(), Photo.objects.count()) == (0, 0)


def test_one_bad_photo_among_good_ones_stores_none(cast):
    signed_in(cast.worker).post(english("new"), filled(photos=[picture(), words_as_jpeg()]))

    assert (Suggestion.objects.count(), Photo.objects.count()) == (0, 0)


def test_the_limit_of_a_day_is_named_and_the_text_kept(cast):
    for _n in range(20):
        stages.sent(cast, occurred_at=None)

    page = text_of(signed_in(cast.worker).post(english("new"), filled(problem="第二十一条")))

    assert "20 suggestions today, which is the limit" in page
    assert "第二十一条" in page


def test_a_request_with_too_many_files_gets_a_page_that_names_the_limit(cast):
    client = signed_in(cast.worker)

    response = client.post(english("new"), filled(photos=[picture(f"{n}.jpg") for n in range(11)]))

    assert response.status_code == 400
    assert "at most four photos of 8 MB each" in text_of(response)


def test_a_request_with_megabytes_of_text_gets_a_page_that_names_the_limit(cast, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000

    response = signed_in(cast.worker).post(english("new"), filled(problem="长" * 1000))

    assert response.status_code == 400
    assert "too large" in text_of(response)


def test_four_large_files_are_read_without_trouble(cast):
    response = signed_in(cast.worker).post(english("new"), filled(photos=[nine_megabytes() for _n in range(4)]))

    assert response.status_code == 200
    assert text_of(response).count("is larger than 8 MB") == 8


# The proof


def test_the_proof_is_for_whoever_sent_it_in(cast, strangers):
    address = english("sent", stages.sent(cast).number)

    assert signed_in(cast.worker).get(address).status_code == 200
    for other in (cast.colleague, cast.reviewer, strangers.worker):
        assert signed_in(other).get(address).status_code == 404


# My page


def tasks(page):
    return re.findall(r'<a class="list__item" href="([^"]+)">\s*<span><b class="list__title">([^:]+):', page)


def test_my_page_begins_with_what_waits_for_me(cast):
    to_add, to_confirm = stages.asked(cast), stages.finished(cast)
    stages.begun(cast)

    page = text_of(signed_in(cast.worker).get(english("mine")))

    assert sorted(tasks(page)) == sorted(
        [
            (english("more", to_add.number), "Add details"),
            (english("confirm", to_confirm.number), "Confirm on the spot"),
        ]
    )


def test_an_owner_sees_what_is_left_to_do(cast):
    begun = stages.begun(cast)
    stages.finished(cast)
    stages.declined(cast)

    page = text_of(signed_in(cast.owner).get(english("mine")))

    assert tasks(page) == [(english("track", begun.number), "Report progress")]


def test_my_page_says_who_holds_each_and_until_when(cast):
    suggestion = stages.taken(cast)

    page = text_of(signed_in(cast.worker).get(english("mine")))

    with override("en"):
        day = f"{suggestion.due_on:%B} {suggestion.due_on.day}"
    assert f"The answer is due by {day}" in page
    assert "Now with the reviewer 李工." in page


def test_my_page_shows_nobody_elses(cast):
    stages.sent(cast, by=cast.colleague, problem="别人的话")

    page = text_of(signed_in(cast.worker).get(english("mine")))

    assert "别人的话" not in page
    assert "You have not suggested anything yet" in page
    assert english("new") in page


def test_my_page_is_read_in_parts(cast):
    client = signed_in(cast.worker)
    for n in range(20):
        stages.sent(cast, problem=f"第{n}件事", occurred_at=stages.days_ago(n + 1))
    stages.sent(cast, problem="最早的一件事", occurred_at=stages.days_ago(40))

    assert "最早的一件事" not in text_of(client.get(english("mine")))
    assert "最早的一件事" in text_of(client.get(english("mine"), {"page": "2"}))
    assert client.get(english("mine"), {"page": "9" * 5000}).status_code == 200


def queries_of(client, address):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_my_page_asks_the_database_as_often_for_three_rows_as_for_one(cast):
    client = signed_in(cast.worker)
    for stage in (stages.asked, stages.finished, stages.declined):
        stage(cast)
    few = queries_of(client, english("mine"))
    for stage in (stages.asked, stages.finished, stages.declined, stages.taken) * 3:
        stage(cast)

    assert queries_of(client, english("mine")) == few


def test_staff_find_nothing_to_send_here(staff):
    assert "Nothing here" in text_of(signed_in(staff).get(english("mine")))


# The page of a suggestion


@pytest.mark.parametrize("role", ["worker", "reviewer", "finance", "officer", "leader", "owner"])
def test_whoever_has_to_do_with_it_may_read_it(cast, role):
    suggestion = stages.adopted(cast)

    assert signed_in(getattr(cast, role)).get(english("detail", suggestion.number)).status_code == 200


def test_staff_may_read_it(cast, staff):
    assert signed_in(staff).get(english("detail", stages.sent(cast).number)).status_code == 200


def test_for_everybody_else_it_does_not_exist(cast, strangers):
    address = english("detail", stages.sent(cast).number)

    assert signed_in(cast.colleague).get(address).status_code == 404
    assert signed_in(cast.owner).get(address).status_code == 404, "not an owner before it is adopted"
    for role in ("worker", "reviewer", "finance", "officer", "leader"):
        assert signed_in(getattr(strangers, role)).get(address).status_code == 404
    assert Client().get(address).status_code == 302


def test_a_number_that_is_none_does_not_exist(cast):
    assert signed_in(cast.worker).get(english("detail", "CF-2026-99999")).status_code == 404


@pytest.mark.parametrize("stage", stages.EVERY_STAGE, ids=lambda stage: stage.__name__)
def test_every_stage_has_its_page(cast, stage):
    suggestion = stage(cast, photos=[])

    for user in (cast.worker, cast.reviewer):
        response = signed_in(user).get(english("detail", suggestion.number))
        assert response.status_code == 200
        assert "焊钳电缆拖在地上" in text_of(response)


def test_a_refusal_says_why_and_what_would_change_it(cast):
    page = text_of(signed_in(cast.worker).get(english("detail", stages.declined(cast).number)))

    assert "Costs more than it brings" in page
    assert "现在停线装不了。" in page
    assert "明年大修停线时我们再看。" in page


def test_the_answer_says_how_long_it_took_and_what_was_promised(cast):
    page = text_of(signed_in(cast.worker).get(english("detail", stages.adopted(cast).number)))

    assert "Time taken <b>1 day 6 hours</b> (promised: within 7 days)" in page


def test_the_author_is_named_to_those_who_may_read_it(cast):
    suggestion = stages.sent(cast)

    assert "王海" in text_of(signed_in(cast.reviewer).get(english("detail", suggestion.number)))


def test_money_is_shown_claimed_and_verified_apart(cast):
    page = text_of(signed_in(cast.worker).get(english("detail", stages.verified(cast).number)))

    assert page.index("CNY 12,000") < page.index("CNY 9,500")
    assert "每月少停2次" in page
    assert "凭证17号" in page


ACTIONS = {
    "sent": {"withdraw"},
    "taken": {"withdraw"},
    "asked": {"more", "withdraw"},
    "finished": {"confirm"},
    "declined": set(),
    "done": set(),
}


@pytest.mark.parametrize(("stage", "actions"), ACTIONS.items())
def test_the_worker_is_offered_what_fits_now(cast, stage, actions):
    suggestion = getattr(stages, stage)(cast)
    page = text_of(signed_in(cast.worker).get(english("detail", suggestion.number)))

    offered = {move for move in ("more", "confirm", "withdraw") if f'href="{english(move, suggestion.number)}"' in page}
    assert offered == actions


@pytest.mark.parametrize("role", ["reviewer", "leader", "owner"])
def test_nobody_else_is_offered_the_workers_moves(cast, role):
    suggestion = stages.finished(cast)
    page = text_of(signed_in(getattr(cast, role)).get(english("detail", suggestion.number)))

    assert not [move for move in ("more", "confirm", "withdraw") if english(move, suggestion.number) in page]


def test_the_owner_is_led_to_where_progress_is_reported(cast):
    suggestion = stages.adopted(cast)

    assert english("track", suggestion.number) in text_of(
        signed_in(cast.owner).get(english("detail", suggestion.number))
    )
    assert english("track", suggestion.number) not in text_of(
        signed_in(cast.worker).get(english("detail", suggestion.number))
    )


def test_what_a_worker_writes_is_never_markup(cast):
    suggestion = stages.sent(cast, problem="<script>alert(1)</script>", idea="a\nb")

    page = text_of(signed_in(cast.worker).get(english("detail", suggestion.number)))

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert(1)" not in page
    assert "a<br>b" in page


def test_an_owner_of_two_ideas_who_also_sent_one_in_sees_each_once(cast):
    own = stages.adopted(cast, by=cast.owner)
    account(PersonFactory(department=cast.office, work_number="0099"))

    page = text_of(signed_in(cast.owner).get(english("mine")))

    assert tasks(page) == [(english("track", own.number), "Report progress")]
    assert page.count(f'href="{english("detail", own.number)}"') == 1
