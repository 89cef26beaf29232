"""The lineage: generations across enterprises, names by consent, and what a workshop's page lists."""

import pytest
from django.urls import reverse

from alliance_portal.moments import full_day
from members import services as members
from tests.factories import WorkshopFactory
from tests.training import mentoring
from training import lineage, services
from training.models import Mentorship

pytestmark = pytest.mark.django_db


def told(branch):
    return (branch.name, [told(one) for one in branch.taught])


@pytest.fixture
def generations(cast, strangers):
    """周工 taught 王海, who taught 何远 of another enterprise."""
    mentoring.graduated(cast)
    guest = mentoring.guest(strangers)
    mentoring.in_force(cast, mentor=cast.worker.person, apprentices=[guest.person])
    return guest


def body(client, address):
    return client.get(address).content.decode()


def test_generations_stand_inside_each_other_across_enterprises(cast, generations):
    [tree] = lineage.trees()
    assert told(tree) == ("周*", [("王*", [("何*", [])])])
    assert lineage.generations(tree) == 3
    assert [one.graduated for one in tree.taught] == [True]


def test_who_taught_before_stands_there_until_the_day_of_the_change(cast, client):
    """周工 began with 王海; another took over and saw the graduation."""
    made = mentoring.in_force(cast)
    made = services.change_mentor(made, by=cast.officer, mentor=cast.reviewer.person, reason="调岗")
    services.assess(made, by=cast.officer, findings=mentoring.findings(made))
    today = mentoring.today()
    told_of = {tree.person: [(one.person, one.until, one.graduated) for one in tree.taught] for tree in lineage.trees()}
    assert told_of == {
        cast.owner.person: [(cast.worker.person, today, False)],
        cast.reviewer.person: [(cast.worker.person, None, True)],
    }
    assert f"到{full_day(today)}为止" in body(client, reverse("training:lineage"))


def test_names_are_shown_while_their_owners_agree(cast, generations, client):
    address = reverse("training:lineage")
    members.give_consent("named", by=cast.worker)
    assert told(lineage.trees()[0]) == ("周*", [("王海", [("何*", [])])])
    assert "王海" in body(client, address)
    members.withdraw_consent("named", by=cast.worker)
    page = body(client, address)
    assert "王海" not in page
    assert "王*" in page
    assert "0001" not in page


def test_what_is_not_signed_or_ended_early_is_not_there(cast):
    mentoring.sent(cast)
    services.end(mentoring.in_force(cast, apprentices=[cast.colleague.person]), by=cast.officer, reason="调岗")
    assert lineage.trees() == []


def test_two_who_taught_each_other_are_shown_once(cast):
    mentoring.graduated(cast)
    mentoring.in_force(cast, mentor=cast.worker.person, apprentices=[cast.owner.person])
    [tree] = lineage.trees()
    assert told(tree) == ("周*", [("王*", [("周*", [])])])
    assert tree.taught[0].taught[0].again


def test_one_enterprise_shows_the_trees_it_stands_in(cast, strangers, generations, client):
    mentoring.in_force(strangers)
    address = reverse("training:lineage")
    assert len(client.get(f"{address}?enterprise=CF").context["page_obj"]) == 1
    assert len(client.get(f"{address}?enterprise=JC").context["page_obj"]) == 2
    assert client.get(f"{address}?enterprise=XX").status_code == 404


def test_an_empty_lineage_says_when_somebody_will_stand_there(client):
    assert reverse("workshops:list") in body(client, reverse("training:lineage"))


@pytest.mark.parametrize("rows", [1, 3])
def test_three_trees_cost_as_many_queries_as_one(cast, rows, django_assert_max_num_queries):
    for mentor in (cast.owner, cast.colleague, cast.finance)[:rows]:
        made = mentoring.in_force(cast, mentor=mentor.person)
        services.change_mentor(made, by=cast.officer, mentor=cast.leader.person, reason="调岗")
        services.end(Mentorship.objects.get(pk=made.pk), by=cast.officer, reason="调岗")
    Mentorship.objects.update(status="graduated", end_reason="")
    with django_assert_max_num_queries(6):
        assert len(lineage.trees()) == rows + 1


def test_the_page_of_a_workshop_names_pairs_to_colleagues_alone(cast, strangers, client):
    workshop = WorkshopFactory(enterprise=cast.enterprise)
    mentoring.in_force(cast, workshop=workshop)
    address = workshop.get_absolute_url()
    shown = body(client, address)
    assert "周* → 王*" in shown
    assert reverse("training:lineage") in shown
    client.force_login(cast.colleague)
    assert "周工 → 王海" in body(client, address)
    client.force_login(strangers.worker)
    assert "周工" not in body(client, address)


@pytest.mark.parametrize("address", ["/", "/lineage/", "/awards/", "/news/"])
def test_no_page_with_names_is_kept_for_the_next_visitor(cast, client, address):
    """Whoever takes a name back is gone with the next page, from home and lineage too."""
    assert {"private", "no-cache"} <= set(client.get(address)["Cache-Control"].split(", "))
