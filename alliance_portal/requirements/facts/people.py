"""Who belongs to a workshop at the end of a period: from its list of members."""

from collections import defaultdict

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alliance_portal.facts import Fact, Kind, Source, Timing, register
from alliance_portal.periods import last_day
from members.models import Person
from workshops.models import WorkshopMembership

PERSONS = pgettext_lazy("unit", "persons")
STATE = {"chapter": _("Its people"), "timing": Timing.STATE}
Title = WorkshopMembership.Title
SENIOR = (Person.SkillGrade.SENIOR, Person.SkillGrade.TECHNICIAN, Person.SkillGrade.SENIOR_TECHNICIAN)


def _members(workshops, period):
    """Memberships on the last day of the period, as far as it is known by now who comes and who leaves."""
    day = last_day(period.last)
    there = WorkshopMembership.objects.filter(
        Q(left_on=None) | Q(left_on__gt=day), workshop__in=[one.pk for one in workshops], joined_on__lte=day
    )
    return there.select_related("person").order_by("workshop", "joined_on", "pk")


def _each(workshops, period):
    found = defaultdict(list, {one.pk: [] for one in workshops})
    for membership in _members(workshops, period):
        found[membership.workshop_id].append(membership)
    return found


def _whole(workshops, period):
    """Somebody who belongs to two workshops is one person; with one title in one and another in the other, both."""
    once = {(one.person_id, one.title): one for one in _members(workshops, period)}
    return list(once.values())


def _number(memberships, *titles):
    return len({one.person_id for one in memberships if not titles or one.title in titles})


def _leaders(memberships):
    return [one for one in memberships if one.role == WorkshopMembership.Role.LEADER]


def _joined(words):
    return str(_(", ")).join(dict.fromkeys(str(word) for word in words if word))


MEMBERS = Source(each=_each, whole=_whole)


def _counted(code, name, text, *titles):
    read = lambda memberships: _number(memberships, *titles)  # noqa: E731 - one line for each fact
    return Fact(code, name, text, unit=PERSONS, source=MEMBERS, read=read, **STATE)


def _said(code, name, text, read):
    return Fact(code, name, text, kind=Kind.WORDS, source=MEMBERS, read=read, **STATE)


register(
    _said(
        "leaders",
        _("Led by"),
        _("Who leads it at the end of the period."),
        lambda there: _joined(one.person.name for one in _leaders(there)),
    ),
    _said(
        "leader_titles",
        _("Titles of the leader"),
        _("The titles of whoever leads it, as they stand in its list of members."),
        lambda there: _joined(one.get_title_display() for one in _leaders(there)),
    ),
    _said(
        "leader_grades",
        _("Skill grade of the leader"),
        _("The skill grade of whoever leads it, from the roster."),
        lambda there: _joined(one.person.get_skill_grade_display() for one in _leaders(there)),
    ),
    _counted(
        "team_size",
        _("People in the team"),
        _("Everybody on its list of members at the end of the period: leaders, members and experts."),
    ),
    _counted(
        "model_workers",
        _("Model workers in the team"),
        _("Members with this title at the end of the period."),
        Title.MODEL_WORKER,
    ),
    _counted(
        "craftsmen", _("Craftsmen in the team"), _("Members with this title at the end of the period."), Title.CRAFTSMAN
    ),
    _counted(
        "technicians",
        _("Technicians in the team"),
        _("Members with this title at the end of the period."),
        Title.TECHNICIAN,
    ),
    Fact(
        "senior_workers",
        _("Senior workers and above in the team"),
        _(
            "Members at the end of the period whose skill grade on the roster is senior worker or higher; each once. "
            "A certificate that is confirmed raises that grade."
        ),
        unit=PERSONS,
        source=MEMBERS,
        read=lambda there: len({one.person_id for one in there if one.person.skill_grade in SENIOR}),
        **STATE,
    ),
    _counted(
        "professors",
        _("Professors and experts in the team"),
        _("Members with this title at the end of the period."),
        Title.PROFESSOR,
    ),
)
