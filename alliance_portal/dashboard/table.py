"""The rows behind one number, with the sentence that says which they are."""

from dataclasses import dataclass

from django.db.models import Count, F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal.keyset import Order, capped
from alliance_portal.numbers import EMPTY, thousands
from alliance_portal.templatetags.portal import money, status_tag
from suggestions.models import Decision, Implementation, Suggestion
from suggestions.rechecks import found_gone
from suggestions.statistics import COUNTED, OF_PEOPLE, PROPOSERS, UNREASONED, flags, rows

from .panels import in_rows

# What can be sorted by, and how; the first is the usual order.
ORDERS = {
    "-received": Order("-received_at", "-pk"),
    "received": Order("received_at", "pk"),
    "department": Order("department__name", "-received_at", "-pk"),
    "due": Order("due_on", "received_at", "pk"),
}
# The departments of a thousand enterprises: one enterprise after the other, as an index has them.
BY_ENTERPRISE = Order("-enterprise_id", "-received_at", "-pk")


@dataclass(frozen=True)
class Listed:
    """`total` is the number whose rows these are, `amount` its sum in yuan where it is one.

    A figure's number is the one that is told everywhere; what no figure counts is counted up to a limit.
    `order` is the code of what `sorted_by` sorts by.
    """

    code: str
    name: str
    text: str
    rows: QuerySet
    total: int
    order: str
    sorted_by: Order
    amount: object = None

    @property
    def is_of_people(self):
        return self.code in OF_PEOPLE

    @property
    def count(self):
        if self.is_of_people:
            return _("%(n)s people") % {"n": thousands(self.total)}
        return in_rows(self.total)


def listed(selection, code, *, order=None):
    """The rows of a figure in the selection. Raises UnknownFigureError."""
    found = rows(selection.suggestions, code, period=selection.period, as_of=selection.at)
    order = order if order in ORDERS else next(iter(ORDERS))
    name, text = _meaning(code)
    sorted_by = BY_ENTERPRISE if order == "department" and not selection.scope.enterprise else ORDERS[order]
    figure = _figure(selection, code)
    is_amount = code in COUNTED and bool(COUNTED[code].amount)
    return Listed(
        code=code,
        name=name,
        text=text,
        rows=_people(found, selection) if code in OF_PEOPLE else sorted_by.sort(_detailed(found)),
        total=_total(found, code) if figure is None or is_amount else figure,
        order=order,
        sorted_by=sorted_by,
        amount=figure if is_amount else None,
    )


def _figure(selection, code):
    """The number of a figure, None for what is only a part of one."""
    if code not in COUNTED:
        return None
    return selection.totals(code)[code]


def _total(found, code):
    """There are only so many people; there is no end to suggestions."""
    return found.count() if code in OF_PEOPLE else capped(found)


def _meaning(code):
    """Name and definition of a figure, also of the parts that only a panel shows."""
    if code in OF_PEOPLE:
        return PROPOSERS.name, PROPOSERS.text
    if code in COUNTED:
        return COUNTED[code].name, COUNTED[code].text
    if rule := flags.rule_of(code):
        return _("Please check: %(rule)s") % {"rule": rule.name}, rule.text
    kind, _separator, value = code.rpartition("_")
    if kind == "declined":
        reasons = dict(Decision.DeclineReason.choices) | {UNREASONED: _("Not stated in the ledger")}
        return _("Not adopted for now: %(reason)s") % {"reason": reasons[value]}, COUNTED["declined"].text
    words = _("Answered after more than 14 days") if value == "more" else _("Answered within %(n)s days") % {"n": value}
    return words, _("Whole days from receipt to the first conclusion, without those spent waiting for the worker.")


def _detailed(found):
    """With everything a row shows, and nothing about people."""
    beside = {"verified_yuan": F("benefit__verified_yuan"), "claimed_yuan": F("benefit__claimed_yuan")}
    beside |= {"soft_yuan": F("benefit__verified_soft_yuan"), "outcome": F("implementation__outcome")}
    return found.select_related("enterprise", "department__parent").annotate(**beside)


# What a line shows, and what the orders sort by.
SHOWN = (
    "number", "title", "status", "channel", "received_at", "due_on", "answered_at", "implemented_at",
    "enterprise__short_name", "department__name", "department__parent__name",
)  # fmt: skip


def for_page(suggestions):
    """No more than a page shows, and whether a return visit found it no longer used."""
    return suggestions.only(*SHOWN).annotate(is_gone=found_gone())


def lines(suggestions, selection):
    """What each suggestion of a page shows, ready to print: a template that formats every cell takes twice as long."""
    return [
        {
            "url": one.get_absolute_url(),
            "number": one.number,
            "title": one.title,
            "place": _place(one, selection),
            "received": _day(one.received_at),
            "due": f"{one.due_on:%Y-%m-%d}",
            "answered": _day(one.answered_at),
            "done": _day(one.implemented_at),
            "benefit": _benefit(one),
            "tag": status_tag(*_standing(one)),
            "is_gone": one.is_gone,
            "from_ledger": one.from_ledger,
        }
        for one in suggestions
    ]


def _place(one, selection):
    names = [one.department] if selection.scope.enterprise else [one.enterprise, one.department]
    return _(" · ").join(str(name) for name in names)


def _day(when):
    return f"{timezone.localtime(when):%Y-%m-%d}" if when else EMPTY


def _benefit(one):
    if one.verified_yuan is None and one.claimed_yuan:
        return _("%(money)s claimed") % {"money": money(one.claimed_yuan)}
    if one.soft_yuan:
        return _("%(money)s, estimate %(soft)s") % {"money": money(one.verified_yuan), "soft": money(one.soft_yuan)}
    return money(one.verified_yuan)


def _standing(one):
    """Code and word of its status; a trial that did not work is not called done."""
    if one.status == Suggestion.Status.IMPLEMENTED and one.outcome == Implementation.Outcome.LEARNED:
        return "learned", _("Tried without success")
    return one.status, Suggestion.Status(one.status).label


def _people(found, selection):
    """Without names: their department, and how many they suggested."""
    own = selection.suggestions.counted().named()
    own = own.filter(month__gte=selection.period.first, month__lte=selection.period.last)
    return (
        found.filter(proposals__suggestion__in=own, proposals__confirmed_at__isnull=False)
        .values("pk", shop_name=F("department__name"), enterprise_name=F("enterprise__short_name"))
        .annotate(number=Count("proposals__suggestion", distinct=True))
        .order_by("enterprise_name", "shop_name", "-number", "pk")
    )
