"""All that is kept of the figures, made from the rows at one go: to begin with, and to compare with what is kept."""

from django.db import connection
from django.db.models import Count, F, Sum, Value
from django.db.models.functions import Round

from ..models import (
    AnswerDayTally,
    CountedProposer,
    CountedSuggestion,
    FigureMark,
    FigureTally,
    PeopleTally,
    Suggestion,
)
from ..models.tally import ALL, AMOUNTS, FLAGS, NEVER, VOICES
from .facts import FACTS, sum_of_flag, with_facts
from .moment import Moment
from .summary import with_author

PLACE = ("enterprise", "shop", "month")
NUMBERS = ("suggestions", *FLAGS, *AMOUNTS, *VOICES)
# What stands for the enterprise and the shop in the three sums that each suggestion is in.
WHOLES = ((F("enterprise"), F("shop")), (F("enterprise"), Value(ALL)), (Value(ALL), Value(ALL)))
COLUMNS = {
    CountedSuggestion: ("id", *PLACE, *FACTS[4:]),
    CountedProposer: ("person", *PLACE),
    FigureTally: (*PLACE, *NUMBERS),
    AnswerDayTally: (*PLACE, "tenths", "within_days", "number"),
    PeopleTally: (*PLACE, "previous", "number"),
}


def start_over(until):
    """Forget what is kept, and make it from the rows as they count at the moment; what is dated later stays marked."""
    for model in (FigureMark, *COLUMNS):
        model.objects.all()._raw_delete(model.objects.db)
    ahead, rows = Moment(until).ahead, Suggestion.objects.order_by()
    _insert(FigureMark, ("suggestion",), rows.filter(ahead).values_list("pk"))
    _insert(CountedSuggestion, COLUMNS[CountedSuggestion], counted(rows.exclude(ahead), until))
    _insert(CountedProposer, COLUMNS[CountedProposer], proposers(rows, until))
    for sums in figure_sums():
        _insert(FigureTally, COLUMNS[FigureTally], sums)
    for sums in day_sums():
        _insert(AnswerDayTally, COLUMNS[AnswerDayTally], sums)
    with connection.cursor() as cursor:
        columns = ", ".join(COLUMNS[PeopleTally])
        cursor.execute(f"INSERT INTO {PeopleTally._meta.db_table} ({columns}) {people_sums()}")


def _insert(model, columns, rows):
    sql, params = rows.query.get_compiler(rows.db).as_sql()
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {model._meta.db_table} ({', '.join(columns)}) {sql}", params)


def counted(rows, at):
    """What suggestions count as at the moment, in the columns of `CountedSuggestion`."""
    return with_facts(rows, at).values_list(*FACTS)


def proposers(rows, at):
    """Who suggested something, in the columns of `CountedProposer`."""
    return with_author(rows.filter(Moment(at).received)).values_list("author", *PLACE).distinct()


def figure_sums():
    """The sums of what is counted: of shops, of enterprises, of the district."""
    flags = {f"n_{flag}": sum_of_flag(flag) for flag in FLAGS}
    numbers = {"n": Count("pk"), **flags}
    numbers |= {f"n_{name}": Round(Sum(name), 2) for name in AMOUNTS} | {f"n_{name}": Sum(name) for name in VOICES}
    every = CountedSuggestion.objects.order_by()
    return [rows.annotate(**numbers).values_list(*keys, *numbers) for rows, keys in _places(every)]


def day_sums():
    """The same of the days to the answers."""
    beside, answered = ("tenths", "within_days"), CountedSuggestion.objects.filter(tenths__isnull=False).order_by()
    return [
        rows.values(*keys, *beside).annotate(n=Count("pk")).values_list(*keys, *beside, "n")
        for rows, keys in _places(answered)
    ]


def _places(rows):
    """(rows by place and month, the names of these keys) for each of the sums that a row is in."""
    keys = ("of_enterprise", "of_shop", "month")
    for enterprise, shop in WHOLES:
        yield rows.annotate(of_enterprise=enterprise, of_shop=shop).values(*keys), keys


def people_sums():
    """The same of people, by the month in which they were there before; as SQL, because it has to look back."""
    places = ("enterprise, shop", f"enterprise, {ALL} AS shop", f"{ALL} AS enterprise, {ALL} AS shop")
    table, all_columns = CountedProposer._meta.db_table, ", ".join(COLUMNS[PeopleTally][:-1])
    there = " UNION ALL ".join(f"SELECT DISTINCT person, {place}, month FROM {table}" for place in places)  # noqa: S608
    before = "LAG(month) OVER (PARTITION BY person, enterprise, shop ORDER BY month)"
    steps = f"SELECT enterprise, shop, month, COALESCE({before}, '{NEVER}') AS previous FROM ({there}) AS there"  # noqa: S608
    return f"SELECT {all_columns}, COUNT(*) AS number FROM ({steps}) AS steps GROUP BY {all_columns}"  # noqa: S608
