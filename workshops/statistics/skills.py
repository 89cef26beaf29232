"""Who has which skill by a certificate in force, how many are needed, and what lacks: by department or by workshop."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alliance_portal.definitions import Definition
from members.models import Department, Person, PersonSpeciality, SkillCertificate, Speciality
from members.services import is_higher

from ..models import SkillNeed, Workshop, WorkshopMembership

GRADES = tuple(Person.SkillGrade)
DEFINITIONS = (
    Definition(
        "skilled_people",
        _("People with a valid certificate"),
        _(
            "People in service with a certificate of the speciality that is confirmed and has not run out on the day. "
            "Each counts once, by the highest grade. Of a department with all its teams; of a workshop its members of "
            "today. Whoever has only said to know the speciality is shown apart and does not count."
        ),
    ),
    Definition(
        "skill_gaps",
        _("Skill gaps"),
        _(
            "People needed in a department or a workshop with at least the grade that was set, minus the people there "
            "with a valid certificate of that grade or a higher one; never below 0. Each department, workshop and "
            "speciality by itself: too many in one place do not fill the gap of another."
        ),
    ),
)


@dataclass
class Cell:
    """One speciality in one unit: people (`holders`) by their highest grade, those who only say so, what is needed."""

    speciality: Speciality
    grades: Counter = field(default_factory=Counter)
    holders: set = field(default_factory=set)
    without: int = 0
    need: SkillNeed | None = None

    @property
    def have(self):
        """People with a valid certificate, of whatever grade."""
        return self.grades.total()

    @property
    def enough(self):
        """Of them those with the grade that is needed; all where nothing is."""
        least = self.need.least_grade if self.need else ""
        return sum(n for grade, n in self.grades.items() if grade == least or is_higher(grade, least))

    @property
    def gap(self):
        return max(self.need.number - self.enough, 0) if self.need else 0

    @property
    def rows(self):
        """[(name of the grade, people)], the highest first, without those that nobody has."""
        return [(grade.label, self.grades[grade.value]) for grade in reversed(GRADES) if self.grades[grade.value]]

    def __bool__(self):
        return bool(self.grades or self.without or self.need)


@dataclass
class Line:
    """One unit with a cell for each speciality of the matrix, in their order."""

    unit: Department | Workshop
    cells: list

    @property
    def key(self):
        return key_of(self.unit)

    @property
    def shown(self):
        """Those with anything in them, the largest gap first: for a page that shows this unit alone."""
        return sorted((cell for cell in self.cells if cell), key=lambda cell: -cell.gap)

    @property
    def gaps(self):
        return [cell for cell in self.cells if cell.gap]

    @property
    def lacking(self):
        return sum(cell.gap for cell in self.cells)


@dataclass
class Matrix:
    """Units by specialities."""

    specialities: list
    lines: list

    @property
    def people(self):
        """How many have a valid certificate of any of them in any of the units; each counts once."""
        return len(set().union(*(cell.holders for line in self.lines for cell in line.cells)))

    @property
    def lacking(self):
        return sum(line.lacking for line in self.lines)

    def narrowed(self, speciality=None, gaps=False):
        """With this speciality alone, or with nothing but units and specialities in which people lack."""
        short = {cell.speciality.pk for line in self.lines for cell in line.gaps}
        kept = [
            one
            for one in self.specialities
            if (speciality is None or one == speciality) and (not gaps or one.pk in short)
        ]
        keys = {one.pk for one in kept}
        lines = [Line(line.unit, [cell for cell in line.cells if cell.speciality.pk in keys]) for line in self.lines]
        return Matrix(kept, [line for line in lines if line.gaps or not gaps])


def key_of(unit):
    """By which an address names a unit: d12 or w7."""
    return f"{'d' if isinstance(unit, Department) else 'w'}{unit.pk}"


def of_departments(shops, day=None):
    """The Matrix of top departments, each with all its teams; a constant number of queries."""
    shops = list(shops)
    enterprises = {shop.enterprise_id for shop in shops}
    parents = dict(Department.objects.filter(enterprise__in=enterprises).values_list("pk", "parent_id"))
    people = Person.objects.in_service().filter(enterprise__in=enterprises).order_by()
    places = {pk: [_top(place, parents)] for pk, place in people.values_list("pk", "department_id")}
    needed = _needed(SkillNeed.objects.filter(department__in=shops), "department_id")
    return _matrix(shops, places, needed, highest_grades(people, day), _said(people))


def of_workshops(workshops, day=None):
    """The Matrix of workshops, each with its members of today; a constant number of queries."""
    workshops, places = list(workshops), defaultdict(list)
    members = WorkshopMembership.objects.current().filter(workshop__in=workshops, person__in_service=True).order_by()
    for person, workshop in members.values_list("person_id", "workshop_id"):
        places[person].append(workshop)
    people = members.values("person")
    needed = _needed(SkillNeed.objects.filter(workshop__in=workshops), "workshop_id")
    return _matrix(workshops, places, needed, highest_grades(people, day), _said(people))


def _top(place, parents):
    while parents.get(place):
        place = parents[place]
    return place


def _needed(needs, column):
    """{(unit id, speciality id): the need}"""
    return {(getattr(need, column), need.speciality_id): need for need in needs}


def _matrix(units, places, needed, highest, said):
    """Every person at each of the `places` it belongs to; whoever has a certificate is not counted as saying so."""
    said = said - set(highest)
    named = {one for _key, one in (*highest, *said, *needed)}
    specialities = list(Speciality.objects.active().filter(pk__in=named).order_by("name"))
    cells = {(unit.pk, one.pk): Cell(one, need=needed.get((unit.pk, one.pk))) for unit in units for one in specialities}
    for (person, one), grade in highest.items():
        for unit in places[person]:
            if (unit, one) in cells:
                cells[unit, one].grades[grade] += 1
                cells[unit, one].holders.add(person)
    for person, one in said:
        for unit in places[person]:
            if (unit, one) in cells:
                cells[unit, one].without += 1
    lines = [Line(unit, [cells[unit.pk, one.pk] for one in specialities]) for unit in units]
    return Matrix(specialities, lines)


def highest_grades(people, day=None):
    """{(person id, speciality id): the highest grade by a certificate in force} of those in service of a queryset."""
    rows = SkillCertificate.objects.counting(day or timezone.localdate()).filter(person__in=people)
    found = {}
    for person, speciality, grade in rows.order_by().values_list("person_id", "speciality_id", "grade"):
        if is_higher(grade, found.get((person, speciality), "")):
            found[person, speciality] = grade
    return found


def _said(people):
    """{(person id, speciality id)} of those who say that they know it."""
    rows = PersonSpeciality.objects.filter(speciality__is_active=True, person__in_service=True, person__in=people)
    return set(rows.order_by().values_list("person_id", "speciality_id"))


def people_of(unit):
    """The people in service whom the numbers of a unit count."""
    if isinstance(unit, Department):
        return Person.objects.in_service().filter(department__in=Department.objects.under(unit))
    members = WorkshopMembership.objects.current().filter(workshop=unit)
    return Person.objects.in_service().filter(pk__in=members.order_by().values("person"))


def with_skill(people, speciality):
    """Those with a valid certificate of it, and those who say that they know it."""
    proved = SkillCertificate.objects.counting().filter(speciality=speciality).order_by().values("person")
    said = PersonSpeciality.objects.filter(speciality=speciality).order_by().values("person")
    return people.filter(Q(pk__in=proved) | Q(pk__in=said))
