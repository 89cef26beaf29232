"""Having an idea together: the lead names, the others confirm, and shares sum to a hundred."""

import uuid
from decimal import Decimal

import pytest

from alliance_portal.periods import Period
from alliance_portal.workflow import WorkflowError
from suggestions import permissions, services
from suggestions.models import Suggestion
from suggestions.services.together import equal_shares
from suggestions.statistics import summarise
from tests.factories import PersonFactory
from tests.suggestions import stages


def shares(suggestion):
    return {row.person.name: (row.share, row.confirmed_at is not None) for row in suggestion.proposers.all()}


@pytest.fixture
def idea(cast):
    return stages.sent(cast)


@pytest.fixture
def shared(cast, idea):
    return services.name_together(idea, by=cast.worker, people=[cast.colleague.person])


@pytest.mark.parametrize(
    ("count", "expected"),
    [(1, ["100"]), (2, ["50.00", "50.00"]), (3, ["33.34", "33.33", "33.33"]), (7, ["14.32"] + ["14.28"] * 6)],
)
def test_what_does_not_divide_goes_to_the_lead(count, expected):
    found = equal_shares(count)

    assert found == [Decimal(share) for share in expected]
    assert sum(found) == 100


def test_named_colleagues_have_equal_shares_and_confirm_themselves(cast, shared):
    assert shares(shared) == {"王海": (Decimal(50), True), "赵敏": (Decimal(50), False)}
    assert [event.verb for event in shared.events.all()] == ["submitted", "named_together"]
    assert {event.actor for event in shared.events.all()} == {None}

    services.confirm_together(shared, by=cast.colleague)

    assert shares(shared)["赵敏"] == (Decimal(50), True)


def test_only_who_has_confirmed_counts_as_a_person_who_suggested(cast, shared):
    def proposers():
        return summarise(Suggestion.objects.all(), period=Period.this_year())["proposers"]

    assert proposers() == 1
    services.confirm_together(shared, by=cast.colleague)
    assert proposers() == 2


def test_whoever_was_named_reads_it_and_does_nothing_with_it_before_confirming(cast, shared):
    fresh = Suggestion.objects.get(pk=shared.pk)

    assert fresh in Suggestion.objects.visible_to(cast.colleague)
    assert fresh in Suggestion.objects.named_together(cast.colleague)
    assert fresh not in Suggestion.objects.mine(cast.colleague)
    assert not permissions.can_withdraw(cast.colleague, fresh)
    services.confirm_together(fresh, by=cast.colleague)
    assert permissions.can_withdraw(cast.colleague, Suggestion.objects.get(pk=fresh.pk))


def test_whoever_says_no_leaves_the_share_to_the_lead(cast, shared):
    services.refuse_together(shared, by=cast.colleague)

    assert shares(shared) == {"王海": (Decimal(100), True)}
    with pytest.raises(WorkflowError):
        services.confirm_together(shared, by=cast.colleague)


def test_whose_share_changes_confirms_again(cast, shared):
    services.confirm_together(shared, by=cast.colleague)
    same = {cast.worker.person.pk: Decimal(50), cast.colleague.person.pk: Decimal(50)}
    services.set_shares(shared, by=cast.worker, shares=same)
    assert shares(shared)["赵敏"] == (Decimal(50), True)

    other = {cast.worker.person.pk: Decimal(60), cast.colleague.person.pk: Decimal(40)}
    services.set_shares(shared, by=cast.worker, shares=other)

    assert shares(shared) == {"王海": (Decimal(60), True), "赵敏": (Decimal(40), False)}


def test_forty_thirty_thirty_is_a_hundred(cast, shared):
    services.name_together(shared, by=cast.worker, people=[cast.owner.person])
    people = (cast.worker, cast.colleague, cast.owner)
    wanted = dict(zip((user.person.pk for user in people), map(Decimal, (40, 30, 30)), strict=True))

    services.set_shares(shared, by=cast.worker, shares=wanted)

    assert [row.share for row in shared.proposers.order_by("-share", "pk")] == [40, 30, 30]


@pytest.mark.parametrize("parts", [("33.3", "33.3", "33.3"), ("100", "0", "0"), ("60", "60", "-20"), ("50", "50")])
def test_other_sums_are_refused_and_nothing_changes(cast, shared, parts):
    services.name_together(shared, by=cast.worker, people=[cast.owner.person])
    before = shares(shared)
    people = (cast.worker, cast.colleague, cast.owner)
    wanted = dict(zip((user.person.pk for user in people), map(Decimal, parts), strict=False))

    with pytest.raises(WorkflowError):
        services.set_shares(shared, by=cast.worker, shares=wanted)

    assert shares(shared) == before


def test_only_the_lead_names_shares_and_takes_out(cast, shared):
    services.confirm_together(shared, by=cast.colleague)

    for call in (
        lambda: services.name_together(shared, by=cast.colleague, people=[cast.owner.person]),
        lambda: services.set_shares(shared, by=cast.colleague, shares={}),
        lambda: services.take_out(shared, by=cast.colleague, person=cast.worker.person),
    ):
        with pytest.raises(WorkflowError):
            call()


def test_the_lead_is_not_taken_out(cast, shared):
    with pytest.raises(WorkflowError):
        services.take_out(shared, by=cast.worker, person=cast.worker.person)


def test_colleagues_are_in_service_in_the_same_enterprise_and_at_most_ten(cast, strangers, idea):
    gone = PersonFactory(department=cast.team, in_service=False)
    many = [PersonFactory(department=cast.team) for _n in range(10)]

    for people in ([strangers.worker.person], [gone], many):
        with pytest.raises(WorkflowError):
            services.name_together(idea, by=cast.worker, people=people)
    assert services.name_together(idea, by=cast.worker, people=many[:9]).proposers.count() == 10


def test_whoever_is_named_already_is_not_named_twice(cast, shared):
    again = services.name_together(shared, by=cast.worker, people=[cast.colleague.person])

    assert again.proposers.count() == 2
    assert again.version == shared.version


def test_what_was_taken_back_is_shared_no_more(cast, idea):
    services.withdraw(idea, by=cast.worker)

    with pytest.raises(WorkflowError):
        services.name_together(idea, by=cast.worker, people=[cast.colleague.person])


# The pages


@pytest.fixture
def worker(cast, client):
    client.force_login(cast.worker)
    return client


def page_of(suggestion, name="together"):
    return f"/en/suggestions/{suggestion.number}/{name}/"


def test_colleagues_are_named_when_it_is_sent(cast, worker):
    form = {"key": str(uuid.uuid4()), "problem": stages.PROBLEM, "together": "赵敏、0004，赵敏"}

    worker.post("/suggestions/new/", form)

    suggestion = Suggestion.objects.get()
    assert set(shares(suggestion)) == {"王海", "赵敏", "周工"}


def test_a_doubtful_name_lists_nobody_and_keeps_every_word(cast, worker):
    PersonFactory(department=cast.team, name="赵敏", work_number="0200")
    form = {"key": str(uuid.uuid4()), "problem": stages.PROBLEM, "together": "赵敏、王"}

    answer = worker.post("/en/suggestions/new/", form)

    errors = answer.context["form"].errors["together"]
    assert len(errors) == 2
    assert not any(number in " ".join(errors) for number in ("0002", "0200", "0001"))
    assert answer.context["form"]["problem"].value() == stages.PROBLEM
    assert answer.context["form"].more_is_open


def test_the_lead_s_page_names_shares_and_takes_out(cast, worker, idea):
    page = page_of(idea)
    worker.post(page, {"move": "name", "people": "0002"})
    assert shares(idea)["赵敏"] == (Decimal(50), False)

    wanted = {str(cast.worker.person.pk): "70", str(cast.colleague.person.pk): "30"}
    worker.post(page, {"move": "share", **wanted})
    assert shares(idea)["赵敏"] == (Decimal(30), False)

    worker.post(page, {"move": "take_out", "person": cast.colleague.person.pk})
    assert shares(idea) == {"王海": (Decimal(100), True)}


def test_a_sum_that_is_not_a_hundred_is_told_and_kept(cast, worker, shared):
    wanted = {str(cast.worker.person.pk): "33.3", str(cast.colleague.person.pk): "33.3"}

    form = worker.post(page_of(shared), {"move": "share", **wanted}).context["shares_form"]

    assert form.non_field_errors() == ["Together the shares are 66.6 %, not 100 %."]
    assert form[str(cast.worker.person.pk)].value() == "33.3"


def test_somebody_of_another_enterprise_is_not_taken_out_by_number(cast, strangers, worker, shared):
    worker.post(page_of(shared), {"move": "take_out", "person": strangers.worker.person.pk})

    assert len(shares(shared)) == 2


def test_the_colleague_finds_it_under_what_waits_and_answers(cast, shared, client):
    client.force_login(cast.colleague)
    assert f"/suggestions/{shared.number}/named/" in client.get("/me/").content.decode()
    assert "50.00 %" in client.get(page_of(shared, "named")).content.decode()

    client.post(page_of(shared, "named"), {"answer": "yes"})

    assert shares(shared)["赵敏"] == (Decimal(50), True)
    assert client.get(page_of(shared, "named")).status_code == 302


@pytest.mark.parametrize(("who", "status"), [("colleague", 403), ("reviewer", 403), ("owner", 404)])
def test_the_lead_s_page_is_for_the_lead(cast, shared, client, who, status):
    client.force_login(getattr(cast, who))

    assert client.get(page_of(shared)).status_code == status
    assert client.post(page_of(shared), {"move": "name", "people": "0004"}).status_code == status
