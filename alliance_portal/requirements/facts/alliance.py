"""What a workshop holds and shares: plates, plan items, documents, venues, and visits of the union."""

from collections import Counter, defaultdict
from operator import itemgetter

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alliance_portal.facts import Fact, Kind, Source, Timing, register
from alliance_portal.periods import last_day
from workshops.models import Bid, Designation, Document, Patent, PlanItem, Problem, Result, SharedUse, Venue, Visit

PLATES, SHARING = _("Plates"), _("Plan, exchange and visits")


def _keys(workshops):
    return [one.pk for one in workshops]


def _hanging(workshops, period):
    return Designation.objects.valid_on(last_day(period.last)).filter(workshop__in=_keys(workshops))


def _plates(workshops, period):
    """{workshop id: its plates valid at the end of the period, the highest first}"""
    found = defaultdict(list)
    for plate in _hanging(workshops, period).highest_first():
        found[plate.workshop_id].append(plate)
    return {one.pk: found[one.pk] for one in workshops}


def _named(plates):
    return "；".join(plate.title for plate in plates)


def _counts(rows, field):
    """For a source: how many of the rows name each workshop."""

    def named(workshops, period):
        return rows(period).filter(**{f"{field}__in": _keys(workshops)}).order_by()

    def each(workshops, period):
        links = named(workshops, period)
        found = Counter(links.values_list(field, flat=True))
        return {one.pk: {"n": found[one.pk]} for one in workshops}

    def whole(workshops, period):
        """What several of them share counts once."""
        return {"n": named(workshops, period).values("pk").distinct().count()}

    return Source(each, whole, named)


def _number(code, name, text, source, unit, timing=Timing.PERIOD):
    return Fact(code, name, text, chapter=SHARING, unit=unit, timing=timing, source=source, read=itemgetter("n"))


HELD = Source(_plates, rows=_hanging)
STATE = {"chapter": PLATES, "timing": Timing.STATE, "source": HELD}
DONE = _counts(lambda period: PlanItem.objects.filter(done_on__range=(period.first, last_day(period.last))), "owners")
SHARED = _counts(
    lambda period: Document.objects.published().filter(published_at__range=(period.start, period.end)), "workshops"
)
RESULTS = _counts(lambda period: Result.objects.published_within(period), "workshops")
TAKEN_OVER = _counts(
    lambda period: SharedUse.objects.in_use().filter(
        result__status="published", concluded_on__range=(period.first, last_day(period.last))
    ),
    "result__workshops",
)
PATENTS = _counts(
    lambda period: Patent.objects.filter(
        result__status="published", granted_on__range=(period.first, last_day(period.last))
    ),
    "result__workshops",
)
VENUES = _counts(lambda _period: Venue.objects.in_use(), "workshops")
POSED = _counts(
    lambda period: Problem.objects.on_the_board().filter(opened_at__range=(period.start, period.end)), "workshop"
)
SOLVED = _counts(
    lambda period: Bid.objects.filter(
        status="chosen", problem__status="accepted", problem__closed_at__range=(period.start, period.end)
    ),
    "workshop",
)
VISITED = _counts(
    lambda period: Visit.objects.exclude(status__in=("draft", "discarded")).filter(
        visited_on__range=(period.first, last_day(period.last))
    ),
    "workshops",
)

register(
    Fact(
        "plates",
        _("Plates held"),
        _("Plates valid at the end of the period, of every level and system."),
        unit=pgettext_lazy("unit", "plates"),
        read=len,
        **STATE,
    ),
    Fact(
        "highest_level",
        _("Highest level"),
        _("The highest level among its valid plates."),
        kind=Kind.WORDS,
        read=lambda plates: str(plates[0].get_level_display()) if plates else "",
        **STATE,
    ),
    Fact(
        "plate_titles",
        _("Names of its plates"),
        _("The names of its valid plates, the highest first."),
        kind=Kind.WORDS,
        read=_named,
        **STATE,
    ),
    _number(
        "plan_items_done",
        _("Plan items done"),
        _("Items of alliances' plans that it is in charge of, and that were finished in the period."),
        DONE,
        pgettext_lazy("unit", "items"),
    ),
    _number(
        "documents_shared",
        _("Documents shared"),
        _("Methods and documents of the workshop that were published in the period and are not withdrawn."),
        SHARED,
        pgettext_lazy("unit", "documents"),
    ),
    _number(
        "problems_posted_by",
        _("Problems posted by it"),
        _("Problems that the workshop put on the board in the period."),
        POSED,
        pgettext_lazy("unit", "problems"),
    ),
    _number(
        "problems_solved_by",
        _("Problems solved by it"),
        _("Problems that the workshop had claimed, and whose solution was accepted in the period."),
        SOLVED,
        pgettext_lazy("unit", "problems"),
    ),
    _number(
        "results_shared",
        _("Results shared"),
        _("Results of the workshop that were shared in the period and are not withdrawn."),
        RESULTS,
        pgettext_lazy("unit", "results"),
    ),
    _number(
        "results_taken_over",
        _("Taken over by other units"),
        _("Departments of other enterprises that have tried a result of the workshop and use it since the period."),
        TAKEN_OVER,
        pgettext_lazy("unit", "departments"),
    ),
    _number(
        "patents_granted",
        _("Patents granted"),
        _("Patents and registered rights that protect a shared result of the workshop, granted in the period."),
        PATENTS,
        pgettext_lazy("unit", "patents"),
    ),
    _number(
        "venues_kept",
        _("Venues kept"),
        _("Venues in use that the workshop keeps, as of today."),
        VENUES,
        pgettext_lazy("unit", "venues"),
        Timing.STATE,
    ),
    _number(
        "visits_received",
        _("Visits of the union"),
        _("Visits of the union to the workshop in the period that were shared with its enterprise."),
        VISITED,
        pgettext_lazy("unit", "visits"),
    ),
)
