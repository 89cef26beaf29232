"""The lineage (师承): who learned from whom, over generations and across enterprises.

Only what everybody may know: agreements that were signed and not ended early, people by name while they agree to be
named, else masked.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from .models import Mentorship

# Deeper than any craft has been handed down here; a page stays readable.
DEEPEST = 12


@dataclass
class Branch:
    """Somebody with those they taught; `again` when they stand elsewhere on the page with theirs.

    `until` is the day on which another mentor took over.
    """

    person: object
    trade: str = ""
    year: int | None = None
    graduated: bool = False
    until: date | None = None
    again: bool = False
    taught: list = field(default_factory=list)

    @property
    def name(self):
        return shown_name(self.person)


def shown_name(person):
    """The name while its owner agrees that everybody reads it, else masked: 王*."""
    return person.name if person.is_named else person.masked_name


def trees(enterprise=None):
    """The branches that begin with those who learned from nobody here, by enterprise and work number.

    With an enterprise only trees in which somebody of it stands, whole: a lineage does not end at the gate.
    """
    edges = defaultdict(list)
    for one in Mentorship.objects.known().for_everybody().order_by("starts_on", "pk"):
        for mentor, since, until in _mentors(one):
            edges[mentor] += _edges(one, since, until)
    found = [_branch(root, edges, set()) for root in _roots(edges)]
    return [tree for tree in found if enterprise is None or _has(tree, enterprise)]


def _mentors(mentorship):
    """(mentor, since, until) of an agreement one after the other; the one of today, or of its end, last."""
    since = mentorship.starts_on
    for change in mentorship.mentor_changes.all():
        yield change.former, since, change.decided_on
        since = change.decided_on
    yield mentorship.mentor, since, None


def _edges(mentorship, since, until):
    """(apprentice, what stands beside the name) of one mentor's time; who had graduated before it is not in it."""
    for one in mentorship.known_apprenticeships:
        day = one.graduated_on
        if day is None or day >= since:
            graduated = day is not None and (until is None or day < until)
            facts = {"trade": mentorship.trade, "year": since.year, "until": until, "graduated": graduated}
            yield one.person, facts


def _roots(edges):
    """Those who learned from nobody; where two taught each other in turn, whoever taught first."""
    taught = {person for several in edges.values() for person, _told in several}
    roots, reached = [], set()
    for mentor in [*(one for one in edges if one not in taught), *edges]:
        if mentor not in reached:
            roots.append(mentor)
            _reach(mentor, edges, reached)
    return sorted(roots, key=lambda person: (person.enterprise.name, person.work_number))


def _reach(person, edges, reached):
    waiting = [person]
    while waiting:
        if (one := waiting.pop()) not in reached:
            reached.add(one)
            waiting += [person for person, _told in edges.get(one, ())]


def _branch(person, edges, shown, depth=0, **facts):
    branch = Branch(person, again=person in shown and person in edges, **facts)
    if branch.again or depth >= DEEPEST:
        return branch
    shown.add(person)
    for apprentice, told in edges.get(person, ()):
        branch.taught.append(_branch(apprentice, edges, shown, depth + 1, **told))
    return branch


def _has(branch, enterprise):
    if branch.person.enterprise_id == enterprise.pk:
        return True
    return any(_has(one, enterprise) for one in branch.taught)


def generations(branch):
    """How many generations stand in a tree, the first master included."""
    return 1 + max((generations(one) for one in branch.taught), default=0)


def pairs_of(workshop, *, named):
    """What the page of a workshop lists of its agreements; `named` shows names to colleagues of its enterprise."""
    name = (lambda person: person.name) if named else shown_name
    listed = Mentorship.objects.known().of_workshops([workshop]).for_everybody().order_by("-starts_on", "-pk")
    return [{"mentor": name(one.mentor), "apprentices": _joined(one, name), "one": one} for one in listed]


def _joined(mentorship, name):
    return str(_(", ")).join(name(one.person) for one in mentorship.known_apprenticeships)
