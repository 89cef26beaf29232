"""Alliances nested in each other, and their workshops with the people in them."""

import datetime as dt

from alliance_portal.models import Source
from alliance_portal.periods import start_of
from workshops.models import Alliance, AllianceMembership, Workshop, WorkshopMembership
from workshops.services.memberships import join

from . import tables

Membership, Ground = WorkshopMembership, AllianceMembership.Ground
# Members come from the first people of a team: a leader, then the rest of the team and the next ones.
TITLES = ("technician", "", "craftsman", "", "", "technician")


def make_alliances(enterprises, today):
    """{slug: Alliance}, parents first."""
    made = {}
    for row in tables.rows("alliances"):
        made[row["slug"]] = Alliance.objects.create(
            name=row["name"],
            slug=row["slug"],
            scope=row["scope"],
            enterprise=enterprises.get(row["code"]),
            takes_by_right=bool(row["by_right"]),
            parent=made.get(row["parent"]),
            founded_on=today - dt.timedelta(days=int(row["founded"])),
            purpose=row["purpose"],
        )
    return made


def make_workshops(enterprises, alliances, teams, today):
    """{slug: Workshop} with their leaders, members and experts."""
    made = {}
    for row in tables.rows("workshops"):
        founded = today - dt.timedelta(days=int(row["founded"]))
        workshop = Workshop.objects.create(
            name=f"{enterprises[row['code']].short_name}{row['name']}",
            slug=row["slug"],
            kind=row["kind"],
            enterprise=enterprises[row["code"]],
            founded_on=founded,
            speciality=row["speciality"],
            introduction=row["introduction"],
        )
        WorkshopMembership.objects.bulk_create(_memberships(workshop, row, teams))
        _join(workshop, alliances, alliances[row["alliance"]])
        made[row["slug"]] = workshop
    return made


def _join(workshop, alliances, own):
    """The workshop belongs to the one of its row, and to all that take it by right, since both were there."""
    by_right = [one for one in alliances.values() if one.takes_by_right]
    entitled = [one for one in by_right if one.enterprise in (None, workshop.enterprise)]
    for alliance in dict.fromkeys([own, *entitled]):
        ground = Ground.RIGHT if alliance.takes_by_right else Ground.APPLICATION
        since = max(alliance.founded_on, workshop.founded_on)
        join(alliance, workshop, ground=ground, joined_on=since, occurred_at=start_of(since), source=Source.SYSTEM)


def _memberships(workshop, row, teams):
    """The leader, then members of the team, then experts of the neighbouring ones."""
    team = teams[row["code"], row["leader"]]
    neighbours = [person for (code, name), people in teams.items() if code == row["code"] for person in people[1:2]]
    leader, members = team[0], team[1 : int(row["members"])]
    experts = [person for person in neighbours if person not in team][: int(row["experts"])]
    titles = dict(enumerate(TITLES))
    yield _membership(workshop, leader, Membership.Role.LEADER, row["title"])
    for place, person in enumerate(members):
        yield _membership(workshop, person, Membership.Role.MEMBER, titles.get(place, ""))
    for person in experts:
        yield _membership(workshop, person, Membership.Role.EXPERT, Membership.Title.PROFESSOR)


def _membership(workshop, person, role, title):
    return Membership(
        workshop=workshop, person=person, role=role, title=title, joined_on=max(workshop.founded_on, person.joined_on)
    )
