"""Who and what may help with a problem: people, workshops, results and documents, by speciality and by its words."""

from dataclasses import dataclass

from members.models import Person

from .models import Document, Result, Workshop
from .querysets import for_helper_list

MOST_SHOWN, MOST_READ = 6, 300
# Texts that share less than this are about different things.
LEAST_ALIKE = 0.12
SPECIALITY_WORTH = 0.3


@dataclass(frozen=True)
class Fitting:
    people: list
    workshops: list
    results: list
    documents: list

    def __bool__(self):
        return bool(self.people or self.workshops or self.results or self.documents)


def fitting(problem, user):
    """What fits the problem, as far as the user may see it, the best first; a constant number of queries."""
    wanted = {one.pk for one in problem.specialities.all()}
    people = for_helper_list(Person.objects.shown_as_helpers_to(user).good_at(wanted))
    workshops = Workshop.objects.visible_to(user).active().good_at(wanted).exclude(pk=problem.workshop_id)
    results = Result.objects.visible_to(user).published().exclude(problem=problem).prefetch_related("specialities")
    documents = Document.objects.visible_to(user).published().prefetch_related("specialities")
    words = f"{problem.title} {problem.description}"
    return Fitting(
        people=_proved_first(people, wanted) if wanted else [],
        workshops=list(workshops.for_list()[:MOST_SHOWN]) if wanted else [],
        results=_best(results.order_by("-published_at")[:MOST_READ], wanted, words, "title", "before"),
        documents=_best(documents.order_by("-published_at")[:MOST_READ], wanted, words, "title", "applicability"),
    )


def _proved_first(people, wanted):
    """Whoever shows a certificate of one of the specialities before those who say that they know it."""
    read = list(people[:MOST_READ])
    return sorted(read, key=lambda one: not any(each.speciality_id in wanted for each in one.graded))[:MOST_SHOWN]


def _best(rows, wanted, words, *fields):
    """The rows about the same specialities or in much the same words."""
    asked, scored = _pairs(words), []
    for row in rows:
        shared = len(wanted & {one.pk for one in row.specialities.all()})
        alike = _likeness(asked, _pairs(" ".join(getattr(row, field) for field in fields)))
        if shared or alike >= LEAST_ALIKE:
            scored.append((shared * SPECIALITY_WORTH + alike, -row.pk, row))
    return [row for _score, _pk, row in sorted(scored, reverse=True)[:MOST_SHOWN]]


def _pairs(text):
    """The pairs of neighbouring characters: words of Chinese are not divided by blanks."""
    joined = "".join(one for one in text.casefold() if one.isalnum())
    return {joined[place : place + 2] for place in range(len(joined) - 1)}


def _likeness(one, other):
    """How much of the smaller text stands in the larger one."""
    return len(one & other) / min(len(one), len(other)) if one and other else 0
