"""The readiness checklist of a workshop: what was said of each heading beside what the portal knows by itself."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from . import headings
from .models import ReadinessItem

State = ReadinessItem.State
FEWEST, ENOUGH_SPACE = 3, 50


@dataclass(frozen=True)
class Known:
    """What the portal has found by itself, and how far that gets the heading."""

    state: str
    words: str


@dataclass(frozen=True)
class Line:
    """One heading of the checklist. What somebody said goes before what the portal found; both are shown."""

    heading: headings.Heading
    item: object
    known: Known | None = None
    evidence: list = field(default_factory=list)

    @property
    def is_said(self):
        return self.item.pk is not None and self.item.said_at is not None

    @property
    def is_found(self):
        """Whether the state is the portal's own finding and nobody's word."""
        return not self.is_said and self.known is not None

    @property
    def state(self):
        if self.is_said:
            return State(self.item.state)
        return State(self.known.state) if self.known else State.MISSING

    @property
    def label(self):
        return self.state.label


def checklist(workshop):
    """[(name of the list, its lines)] of both lists, from a constant number of queries."""
    items = {item.heading: item for item in _items(workshop)}
    known = find_out(workshop)

    def line(heading):
        item = items.get(heading.code) or ReadinessItem(workshop=workshop, heading=heading.code, version=0)
        evidence = list(item.evidence.all()) if item.pk else []
        return Line(heading, item, known.get(heading.code), evidence)

    return [
        (_("The six haves"), [line(heading) for heading in headings.SIX]),
        (_("Headings of the on-site acceptance"), [line(heading) for heading in headings.EIGHT]),
    ]


def _items(workshop):
    return workshop.readiness.select_related("said_by__person").prefetch_related("evidence__added_by__person")


def line_of(workshop, code):
    """The line of one heading, None when there is no such heading."""
    lines = (line for _name, lines in checklist(workshop) for line in lines)
    return next((line for line in lines if line.heading.code == code), None)


def counted(lists):
    """{state: number of headings}, and how many there are under `all`."""
    lines = [line for _name, own in lists for line in own]
    return {state.value: sum(line.state == state for line in lines) for state in State} | {"all": len(lines)}


def find_out(workshop):
    """{heading: Known} of what the portal knows of leader, team, place, plates and changes without being told."""
    members = list(workshop.memberships.current().select_related("person"))
    plates = [plate for plate in workshop.designations.all() if plate.is_in_force and not plate.has_run_out]
    found = {
        "leader": _leader([one for one in members if one.role == one.Role.LEADER]),
        "team": _team(len(members)),
        "innovators": _team(len(members)),
        "sign": _sign(plates),
        "venue": _venue(workshop),
    }
    return {code: known for code, known in found.items() if known}


def _leader(leaders):
    if not leaders:
        return Known(State.MISSING, _("Nobody is entered as its leader."))
    named = _("%(name)s (%(title)s)")
    titled = [{"name": one.person.name, "title": one.get_title_display()} for one in leaders]
    names = _(", ").join(named % one if one["title"] else one["name"] for one in titled)
    return Known(State.THERE, _("Led by %(names)s.") % {"names": names})


def _team(number):
    words = ngettext("%(n)d person is entered.", "%(n)d people are entered.", number) % {"n": number}
    if not number:
        return Known(State.MISSING, _("Nobody is entered."))
    return Known(State.THERE if number >= FEWEST else State.IN_HAND, words)


def _sign(plates):
    if not plates:
        return Known(State.MISSING, _("No valid plate is entered."))
    words = ngettext("%(n)d valid plate: %(titles)s.", "%(n)d valid plates: %(titles)s.", len(plates))
    titles = _(", ").join(plate.title for plate in plates)
    return Known(State.THERE, words % {"n": len(plates), "titles": titles})


def _venue(workshop):
    if not workshop.place and not workshop.floor_space:
        return None
    enough = (workshop.floor_space or 0) >= ENOUGH_SPACE
    space = _("%(n)d m²") % {"n": workshop.floor_space} if workshop.floor_space else ""
    words = _(", ").join(part for part in (workshop.place, space) if part)
    return Known(State.THERE if workshop.place and enough else State.IN_HAND, words)
