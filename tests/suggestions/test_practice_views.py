"""The pages of a task over HTTP: steps, owner, trial, photos, benefit, quota."""

import pytest

from alliance_portal.files import read_picture
from members.models import Role, RoleAssignment
from suggestions import services
from suggestions.models import Photo, Suggestion
from tests.factories import picture
from tests.suggestions import stages
from tests.suggestions.practising import (
    RECHECKS,
    TRACKING,
    TRIED,
    address,
    again,
    body,
    errors,
    in_days,
    listed,
    long_done,
    send,
    visit,
)

NO_LINES = {f"{part}_{n}": "" for part in ("what", "quantity", "unit", "price") for n in range(1, 6)}


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def owner(cast, client):
    client.force_login(cast.owner)
    return client


# -- who --------------------------------------------------------------------------------------------------------------


PAGES = ["plan/", "hand-over/", "trial/", "before/", "pair/", "claim/", "quota/"]


@pytest.mark.parametrize("part", PAGES)
@pytest.mark.parametrize(("role", "code"), [
    ("worker", 403), ("finance", 403), ("leader", 403), ("colleague", 404), ("stranger", 404), ("staff", 403),
])  # fmt: skip
def test_the_pages_of_a_task_are_not_for_others(cast, strangers, staff, client, part, role, code):
    suggestion = stages.begun(cast)
    users = {"stranger": strangers.reviewer, "staff": staff}
    client.force_login(users.get(role) or getattr(cast, role))

    assert client.get(address(suggestion, part)).status_code == code
    assert send(client, suggestion, part).status_code == code


@pytest.mark.parametrize(("role", "code"), [("owner", 403), ("reviewer", 302), ("officer", 302)])
def test_the_quota_is_promised_by_reviewers_and_officers(cast, client, role, code):
    suggestion = stages.begun(cast)
    client.force_login(getattr(cast, role))

    assert send(client, suggestion, "quota/", move="quota", months="6").status_code == code


def test_a_reviewer_does_not_promise_a_quota_for_an_own_idea(cast, client):
    RoleAssignment.objects.create(user=cast.worker, role=Role.REVIEWER, enterprise=cast.enterprise)
    suggestion = stages.begun(cast)
    client.force_login(cast.worker)

    assert send(client, suggestion, "quota/", move="quota", months="6").status_code == 403


@pytest.mark.parametrize(("role", "code"), [
    ("worker", 403), ("owner", 403), ("finance", 403), ("leader", 403), ("colleague", 404), ("stranger", 404),
    ("staff", 403), ("reviewer", 302), ("officer", 302),
])  # fmt: skip
def test_visits_are_made_by_reviewers_and_officers(cast, strangers, staff, client, role, code):
    suggestion = long_done(cast)
    users = {"stranger": strangers.reviewer, "staff": staff}
    client.force_login(users.get(role) or getattr(cast, role))

    assert visit(client, suggestion, result="in_use").status_code == code
    assert suggestion.rechecks.exists() == (code == 302)


def test_a_visitor_signs_in_first(cast, client):
    suggestion = stages.begun(cast)

    for page in PAGES:
        assert "/accounts/login/" in client.get(address(suggestion, page)).url
    assert "/accounts/login/" in client.get(RECHECKS).url


# -- steps ------------------------------------------------------------------------------------------------------------


def test_a_step_is_planned_ticked_and_read_by_the_worker(cast, owner):
    suggestion = stages.adopted(cast)
    response = send(owner, suggestion, "plan/", move="plan", title=" 订吊臂 ", due_on=str(in_days(3)))
    step = suggestion.implementation.milestones.get()
    assert (response.url, step.title) == (address(suggestion, "plan/"), "订吊臂")

    send(owner, suggestion, "", move="tick", step=step.pk, note="到货")

    step.refresh_from_db()
    assert step.done_at is not None
    owner.force_login(cast.worker)
    page = body(owner.get(suggestion.get_absolute_url()))
    assert "订吊臂" in page
    assert "1/1" in page


def test_bad_input_is_named_at_its_field_and_kept(cast, owner):
    suggestion = stages.adopted(cast)

    response = send(owner, suggestion, "plan/", move="plan", title="订吊臂", due_on=str(in_days(-1)))

    assert list(errors(response)) == ["due_on"]
    assert 'value="订吊臂"' in body(response)
    assert list(errors(send(owner, suggestion, "plan/", move="plan", title=" ", due_on=str(in_days(1))))) == ["title"]
    assert list(errors(send(owner, suggestion, "plan/", move="day", due_on=str(in_days(9)), reason=""))) == ["reason"]


def test_a_step_of_another_task_is_none_of_this_one(cast, owner):
    suggestion, other = stages.adopted(cast), stages.adopted(cast)
    step = services.plan_step(other, by=cast.owner, title="别的", due_on=in_days(2))

    assert list(errors(send(owner, suggestion, "", move="tick", step=step.pk))) == ["step"]
    facts = {"step": step.pk, "due_on": str(in_days(5)), "reason": "等料"}
    assert list(errors(send(owner, suggestion, "plan/", move="day", **facts))) == ["step"]
    step.refresh_from_db()
    assert (step.done_at, step.due_on) == (None, in_days(2))


def test_days_are_changed_and_steps_taken_out_with_reasons(cast, owner):
    suggestion = stages.adopted(cast)
    step = services.plan_step(suggestion, by=cast.owner, title="订吊臂", due_on=in_days(2))

    send(owner, suggestion, "plan/", move="day", due_on=str(in_days(30)), reason="等料")
    send(owner, suggestion, "plan/", move="drop", step=step.pk, reason="库里有")

    suggestion.implementation.refresh_from_db()
    assert suggestion.implementation.due_on == in_days(30)
    assert not suggestion.implementation.milestones.exists()
    assert [form.name for form in owner.get(address(suggestion, "plan/")).context["forms"]] == ["plan", "day"]


def test_a_page_that_is_no_longer_fresh_is_told_and_nothing_is_lost(cast, owner):
    suggestion = stages.adopted(cast)
    version = suggestion.version
    services.plan_step(suggestion, by=cast.reviewer, role="reviewer", title="先到", due_on=in_days(2))

    facts = {"move": "plan", "version": version, "title": "后到", "due_on": str(in_days(3))}
    response = owner.post(address(suggestion, "plan/"), facts)

    assert response.status_code == 409
    assert "后到" in body(response)
    assert [step.title for step in suggestion.implementation.milestones.all()] == ["先到"]


# -- owner, trial, photos ---------------------------------------------------------------------------------------------


def test_the_task_is_handed_over_and_both_see_it(cast, owner):
    suggestion = stages.begun(cast)

    response = send(owner, suggestion, "hand-over/", move="hand_over", to="0002", reason="我调去总装")

    assert response.url == address(suggestion)
    assert owner.get(address(suggestion)).status_code == 200
    assert listed(owner.get(TRACKING, {"tab": "handed"})) == [suggestion.number]
    assert listed(owner.get(TRACKING)) == []
    assert owner.get(address(suggestion, "plan/")).status_code == 403
    owner.force_login(cast.colleague)
    assert listed(owner.get(TRACKING)) == [suggestion.number]
    assert owner.get(address(suggestion, "plan/")).status_code == 200


def test_who_takes_over_must_be_named_with_a_reason(cast, owner):
    response = send(owner, stages.begun(cast), "hand-over/", move="hand_over", to="没有这个人", reason="")

    assert sorted(errors(response)) == ["reason", "to"]


def test_a_trial_is_reported_confirmed_and_shown_as_what_it_is(cast, owner):
    suggestion = stages.begun(cast)
    assert sorted(errors(send(owner, suggestion, "trial/", move="trial"))) == ["learned", "measured", "tried"]
    send(owner, suggestion, "trial/", move="trial", **TRIED)

    owner.force_login(cast.worker)
    confirm = f"{suggestion.get_absolute_url()}confirm/"
    assert "Was it really tried like that?" in body(owner.get("/en" + confirm.removeprefix("/en")))
    suggestion.refresh_from_db()
    owner.post(confirm, {"answer": "yes", "version": suggestion.version})

    suggestion.refresh_from_db()
    assert suggestion.status == "implemented"
    page = body(owner.get("/en" + suggestion.get_absolute_url().removeprefix("/en")))
    assert "Tried without success" in page
    assert "Confirmed: it was tried" in page
    assert "Confirmed on the spot" not in page
    assert all(words in page for words in TRIED.values())


def test_a_photo_from_before_is_labelled_as_the_owners(cast, owner):
    suggestion = stages.adopted(cast)
    assert list(errors(send(owner, suggestion, "before/", move="before"))) == ["photos"]

    send(owner, suggestion, "before/", move="before", photos=[picture()])

    assert suggestion.photos.get().from_owner
    titles = [entry["title"] for entry in owner.get(address(suggestion)).context["history"]]
    assert "Sent in" in titles
    assert owner.get(address(suggestion, "before/")).context["forms"] == []


def test_a_pair_of_photos_is_chosen(cast, owner):
    suggestion = stages.adopted(cast)
    services.add_photo_before(suggestion, by=cast.owner, photos=[read_picture(picture())])
    services.finish(suggestion, by=cast.owner, note="好了", photos=[read_picture(picture()), read_picture(picture())])
    before, (first, second) = suggestion.photos.get(kind="before"), suggestion.photos.filter(kind=Photo.Kind.AFTER)
    assert f"/photo/{first.pk}/large/" in body(owner.get(address(suggestion)))

    assert list(errors(send(owner, suggestion, "pair/", move="pair", before=first.pk, after=second.pk))) == ["before"]
    send(owner, suggestion, "pair/", move="pair", before=before.pk, after=second.pk)

    suggestion.implementation.refresh_from_db()
    assert (suggestion.implementation.pair_before, suggestion.implementation.pair_after) == (before, second)


# -- benefit and quota ------------------------------------------------------------------------------------------------


def test_money_estimate_and_effects_are_claimed_on_one_page(cast, owner):
    suggestion = stages.done(cast)
    facts = NO_LINES | {"what_1": "少换钳臂", "quantity_1": "2.5", "unit_1": "根", "price_1": "400"}

    response = send(
        owner, suggestion, "claim/", move="claim", basis="领料单", soft_yuan="500", soft_basis="每天5分钟",
        effect_safety="不再绊人。", **facts,
    )  # fmt: skip

    benefit = again(suggestion).benefit
    assert response.url == address(suggestion)
    assert (benefit.claimed_yuan, benefit.claimed_soft_yuan, benefit.claimed_by) == (1000, 500, cast.owner)
    page = body(owner.get(address(suggestion)))
    assert "不再绊人。" in page
    assert "1,500" not in page


@pytest.mark.parametrize(("facts", "wrong"), [
    ({}, "__all__"),
    ({"yuan": "5"}, "basis"),
    ({"basis": "领料单"}, "yuan"),
    ({"soft_yuan": "5"}, "soft_basis"),
    ({"soft_basis": "估"}, "soft_yuan"),
    ({"yuan": "-1", "basis": "x"}, "yuan"),
    ({"yuan": "9", "basis": "x", "what_1": "件", "quantity_1": "1", "price_1": "8"}, "yuan"),
    ({"basis": "x", "what_2": "件", "quantity_2": "1"}, "price_2"),
    ({"basis": "x", "what_1": "件", "quantity_1": "many", "price_1": "8"}, "quantity_1"),
])  # fmt: skip
def test_a_claim_that_does_not_add_up_is_told_where(cast, owner, facts, wrong):
    suggestion = stages.done(cast)

    response = send(owner, suggestion, "claim/", move="claim", **NO_LINES | facts)

    assert wrong in errors(response)
    assert not hasattr(Suggestion.objects.get(pk=suggestion.pk), "benefit")


def test_the_worker_reads_how_long_the_quota_is_kept(cast, client):
    client.force_login(cast.officer)
    suggestion = stages.begun(cast)
    send(client, suggestion, "quota/", move="quota", months="9")
    assert suggestion.events.last().actor_role == "officer"

    assert list(errors(send(client, suggestion, "quota/", move="quota", months="6", reason=""))) == ["reason"]
    assert list(errors(send(client, suggestion, "quota/", move="quota", months="13"))) == ["months"]

    client.force_login(cast.worker)
    page = body(client.get("/en" + suggestion.get_absolute_url().removeprefix("/en")))
    assert "The work quota stays as it is for 9 months from the day it is done." in page


def test_colleagues_read_in_short_that_it_was_only_tried(cast, client):
    begun = stages.begun(cast)
    services.report_trial(begun, by=cast.owner, **TRIED)
    services.confirm(begun, by=cast.worker)
    client.force_login(cast.colleague)
    page = body(client.get(f"/en/suggestions/similar/{begun.number}/"))
    assert "Tried without success, and learned from." in page
    assert "Done on" not in page
