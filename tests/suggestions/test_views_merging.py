"""Merging at the reviewer's desk, and what the proposers of both read."""

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from members.models import Role
from suggestions import services
from suggestions.models import Decision, Suggestion
from tests.factories import PersonFactory, account
from tests.suggestions import stages
from tests.suggestions.reviewing import QUEUE, answer, heads, listed, page_of, record_on, said

REASON = "二班提过同一件事，合并一起办，结果会一并告诉您。"


def fresh(suggestion):
    return Suggestion.objects.get(pk=suggestion.pk)


def own_page(suggestion):
    return f"/en/suggestions/{suggestion.number}/"


@pytest.fixture
def main(cast):
    return stages.sent(cast, by=cast.colleague, occurred_at=stages.days_ago(5))


@pytest.fixture
def again(cast):
    return stages.sent(cast)


@pytest.fixture
def reviewer(cast, client):
    client.force_login(cast.reviewer)
    return client


def merge(client, suggestion, into, **data):
    facts = {"decision": "merged", "into": getattr(into, "number", into), "answer": REASON}
    return answer(client, suggestion, **facts | data)


# Deciding


def test_a_merge_answers_and_shows_the_next_and_says_where_it_can_be_taken_back(cast, main, again, reviewer):
    response = merge(reviewer, again, main)

    assert response.url == page_of(main)
    assert fresh(again).merged_into == main
    (message,) = said(reviewer.get(response.url))
    assert message.startswith(f"{again.number} has been merged.")
    assert f'href="{page_of(again)}unmerge/"' in message


@pytest.mark.parametrize("typed", [" cf-{year}-00001 ", "cf-{year}-00001"])
def test_a_number_is_taken_as_people_type_it(cast, main, again, reviewer, typed):
    typed = main.number.lower() if "{" in typed else typed

    merge(reviewer, again, f" {typed}\n")

    assert fresh(again).merged_into == main


def test_what_does_not_fit_is_said_at_the_field_and_nothing_is_lost(cast, strangers, main, again, reviewer):
    theirs = stages.sent(strangers)
    withdrawn = services.withdraw(stages.sent(cast, by=cast.owner), by=cast.owner)
    for into in ("", "CF-1999-00001", theirs, again, withdrawn):
        form = merge(reviewer, again, into).context["form"]

        assert list(form.errors) == ["into"], into
        assert form["answer"].value() == REASON
        assert form["into"].value() == getattr(into, "number", into)
    assert not Decision.objects.exists()


def test_another_enterprise_s_number_says_no_more_than_one_that_does_not_exist(cast, strangers, again, reviewer):
    theirs = stages.sent(strangers)

    told = [merge(reviewer, again, number).context["form"].errors["into"][0] for number in (theirs.number, "JC-1-1")]

    assert [words.replace(number, "") for words, number in zip(told, (theirs.number, "JC-1-1"), strict=True)] == [
        "There is no suggestion  here."
    ] * 2


def test_with_another_decision_the_number_does_not_matter(cast, again, reviewer):
    assert answer(reviewer, again, decision="reserved", into="nonsense").status_code == 302


def test_nobody_lets_others_ideas_go_into_their_own(cast, again, reviewer):
    own = stages.sent(cast, by=cast.reviewer, occurred_at=stages.days_ago(6))

    form = merge(reviewer, again, own).context["form"]

    assert list(form.errors) == ["into"]
    assert fresh(again).status == "submitted"


def test_an_appeal_is_not_offered_to_be_merged(cast, client):
    second = account(PersonFactory(department=cast.office, name="郑工"), Role.REVIEWER)
    appealed = services.appeal(stages.declined(cast), by=cast.worker, reason="停线时可以装")
    client.force_login(second)

    codes = [code for code, _label in client.get(page_of(appealed)).context["form"].fields["decision"].choices]

    assert "adopted" in codes
    assert "merged" not in codes


def test_a_head_names_only_what_they_may_see(cast, main, client):
    """What was handed to a department is answered by its head, who knows of the others what is theirs."""
    heads(cast.office, cast.owner)
    handed = services.transfer(stages.sent(cast), by=cast.reviewer, to=cast.office, note="请看")
    client.force_login(cast.owner)
    assert list(merge(client, handed, main).context["form"].errors) == ["into"]

    services.transfer(main, by=cast.reviewer, to=cast.office, note="请看")
    assert merge(client, fresh(handed), fresh(main)).status_code == 302


# The first proposer keeps the right


def test_the_other_way_round_is_offered_with_the_words_that_were_typed(cast, main, again, reviewer):
    response = merge(reviewer, main, again)

    assert list(response.context["form"].errors) == ["into"]
    assert response.context["may_swap"]
    body = response.content.decode()
    assert f"The other way round: merge {again.number} into {main.number}" in body

    swapped = merge(reviewer, main, again, move="swap")

    form = swapped.context["form"]
    assert swapped.context["chosen"] == again
    assert (form["into"].value(), form["answer"].value(), form["decision"].value()) == (main.number, REASON, "merged")
    assert form["version"].value() == again.version
    assert not Decision.objects.exists()
    merge(reviewer, again, main)
    assert fresh(again).merged_into == main


def test_whoever_means_it_says_so(cast, main, again, reviewer):
    assert merge(reviewer, main, again, later_is_main="on").status_code == 302

    assert fresh(main).merged_into == again


def test_what_has_been_answered_cannot_be_swapped(cast, main, reviewer):
    adopted = stages.adopted(cast)

    response = merge(reviewer, main, adopted)

    assert not response.context["may_swap"]
    assert "The other way round" not in response.content.decode()
    assert list(merge(reviewer, main, adopted, move="swap").context["form"].errors) == ["into"]


# Taking it back


@pytest.fixture
def merged(cast, main, again):
    return services.merge(again, by=cast.reviewer, into=main, reason=REASON)


def test_the_page_says_what_it_does_and_takes_the_reason(cast, main, merged, reviewer):
    address = f"{page_of(merged)}unmerge/"
    page = reviewer.get(address)
    assert f"{merged.number} is no longer merged into {main.number} then." in page.content.decode()

    empty = reviewer.post(address, {"version": merged.version, "reason": " "})
    assert list(empty.context["form"].errors) == ["reason"]
    response = reviewer.post(address, {"version": merged.version, "reason": "是两台设备"})

    assert response.url == page_of(merged)
    assert said(reviewer.get(response.url)) == [f"{merged.number} waits for its answer again."]
    assert (fresh(merged).status, fresh(merged).events.last().note[-5:]) == ("in_review", "是两台设备")
    assert listed(reviewer.get(QUEUE)) == [main.number, merged.number]


def test_after_a_day_the_page_says_so_and_has_no_button(cast, merged, reviewer):
    Suggestion.objects.filter(pk=merged.pk).update(concluded_at=stages.days_ago(1, minutes=5))
    address = f"{page_of(merged)}unmerge/"
    assert "within 24 hours. They are over." in reviewer.get(address).content.decode()
    assert reviewer.get(address).context["may_unmerge"] is False

    response = reviewer.post(address, {"version": merged.version, "reason": "是两台设备"})

    assert (response.status_code, fresh(merged).status) == (409, "merged")
    assert response.context["form"]["reason"].value() == "是两台设备"


def test_whoever_was_faster_is_named_and_the_reason_kept(cast, merged, reviewer):
    second = account(PersonFactory(department=cast.office, name="郑工"), Role.REVIEWER)
    services.unmerge(merged, by=second, reason="看过现场，是两处")

    response = reviewer.post(f"{page_of(merged)}unmerge/", {"version": merged.version, "reason": "是两台设备"})

    assert response.status_code == 409
    assert "Reviewer 郑工 was faster" in response.content.decode()
    assert response.context["form"]["reason"].value() == "是两台设备"
    assert "It is not merged with another one." in response.content.decode()


@pytest.mark.parametrize(("who", "code"), [("leader", 403), ("worker", 403), ("owner", 404), ("officer", 403)])
def test_others_do_not_take_it_back(cast, merged, client, who, code):
    client.force_login(getattr(cast, who))

    assert client.get(f"{page_of(merged)}unmerge/").status_code == code
    assert client.post(f"{page_of(merged)}unmerge/", {"reason": "不是"}).status_code == code
    assert fresh(merged).status == "merged"


def test_reviewers_find_from_each_to_the_other(cast, main, merged, reviewer):
    main_page, merged_page = (reviewer.get(page_of(one)).content.decode() for one in (main, merged))

    assert f'href="{page_of(merged)}"' in main_page
    assert f'href="{page_of(main)}"' in merged_page
    assert f'href="{page_of(merged)}unmerge/"' in merged_page


# What the proposers read


def test_the_proposers_of_what_was_merged_read_an_answer_and_what_becomes_of_the_main_one(cast, main, merged, client):
    client.force_login(cast.worker)
    page = client.get(own_page(merged)).content.decode()
    assert REASON in page
    assert f"It is the same thing as {main.number} and goes on together with it. To be answered by" in page
    assert "Yours stays under your name and counts." in page

    why = {"decline_reason": "cost", "would_change": "明年大修停线时再看。"}
    services.decline(fresh(main), by=cast.reviewer, reason="谢谢赵敏，现在停线装不了。", **why)

    page = client.get(own_page(merged)).content.decode()
    for words in ("Not adopted for now", "现在停线装不了。", "明年大修停线时再看。", "Costs more than it brings"):
        assert words in page
    row = next(row for row in client.get("/en/me/").context["rows"] if row["suggestion"] == merged)
    assert main.number in row["sentence"]
    assert row["sentence"].endswith("Not adopted for now; the reason says why.")
    assert "赵敏" not in page


def test_they_see_how_it_looks_now(cast, again, client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    main = stages.finished(cast, by=cast.colleague, occurred_at=stages.days_ago(5))
    after = reverse("suggestions:photo", args=[main.photos.get().pk, "small"])
    client.force_login(cast.worker)
    assert client.get(after).status_code == 404

    merged = services.merge(again, by=cast.reviewer, into=main, reason=REASON)

    assert after in client.get(own_page(merged)).content.decode()
    shown = client.get(after)
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/webp")
    assert shown.getvalue()
    services.unmerge(merged, by=cast.reviewer, reason="两件事")
    assert client.get(after).status_code == 404


def test_the_main_one_is_not_theirs(cast, main, merged, client):
    client.force_login(cast.worker)

    assert client.get(own_page(main)).status_code == 404
    assert client.get(f"{own_page(main)}confirm/").status_code == 404
    assert client.get(f"/en/suggestions/similar/{main.number}/").status_code == 200


def test_the_proposer_of_the_main_one_reads_that_others_said_it_too(cast, main, merged, client):
    client.force_login(cast.colleague)

    page = client.get(own_page(main)).content.decode()

    assert "1 suggestion about the same thing was merged into this one" in page
    assert "Others rely on it, so it can no longer be taken back." in page
    assert "王海" not in page
    assert f"{own_page(main)}withdraw/" not in page
    refused = client.post(f"{own_page(main)}withdraw/", {"version": fresh(main).version})
    assert (refused.status_code, fresh(main).status) == (409, "submitted")
    assert "theirs were merged into this one" in refused.content.decode()


def test_leaders_read_both_and_go_from_one_to_the_other(cast, main, merged, client):
    client.force_login(cast.leader)

    assert f'href="{own_page(main)}"' in client.get(own_page(merged)).content.decode()


def test_a_guest_follows_the_fate_too(cast, main, client):
    poster = services.hang_poster(by=cast.officer, department=cast.team)
    form = {"key": "0b7f1f0e-6a30-4a53-8b6a-0c6f4a1f2c11", "problem": stages.PROBLEM}
    client.post(f"/j/{poster.code}/", form)
    sent = Suggestion.objects.get(channel="qr")
    services.merge(sent, by=cast.reviewer, into=main, reason=REASON)

    page = client.get(own_page(sent)).content.decode()

    assert f"What becomes of it: {main.number}" in page
    assert f"/suggestions/similar/{main.number}/" not in page
    assert not Suggestion.objects.in_short_for(AnonymousUser()).exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_own_page_costs_the_same_however_much_was_merged(cast, client, django_assert_num_queries, rows):
    for number in range(rows):
        into = stages.declined(cast, by=cast.colleague, occurred_at=stages.days_ago(5), problem=f"{number}号漏油")
        stages.merged(cast, into=into)
    client.force_login(cast.worker)

    with django_assert_num_queries(22):
        assert len(client.get("/en/me/").context["rows"]) == rows


def test_reviewers_read_no_name_that_is_hidden(cast, client):
    hidden = stages.sent(cast, by=cast.colleague, hide_name=True, occurred_at=stages.days_ago(5))
    merged = services.merge(stages.sent(cast, hide_name=True), by=cast.reviewer, into=hidden, reason=REASON)
    for who in ("reviewer", "leader", "officer"):
        client.force_login(getattr(cast, who))
        for one in (hidden, merged):
            page = client.get(own_page(one)).content.decode()
            assert not re.search("王海|赵敏", page)
    client.force_login(cast.reviewer)
    for one in (hidden, merged):
        assert not re.search("王海|赵敏", record_on(client.get(page_of(one))))
