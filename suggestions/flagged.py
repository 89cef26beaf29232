"""Numbers that an enterprise is asked to check, each with what its officers have said to it."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import pgettext_lazy

from alliance_portal.numbers import Rate
from alliance_portal.periods import Period
from members.models import Enterprise

from .models import FlagCase, Suggestion
from .querysets import CHECKED_ROLES
from .statistics import flags

# Where a number stands: asked, answered, or no longer as it was.
STATES = {
    "open": pgettext_lazy("number to be checked", "To be checked"),
    "answered": pgettext_lazy("number to be checked", "Answered"),
    "gone": pgettext_lazy("number to be checked", "No longer so"),
}
FIRST_YEAR = 2000


@dataclass(frozen=True)
class Flag:
    """A rule that an enterprise meets, or has met: then `part` and `whole` are what they were when it was asked."""

    rule: flags.Rule
    enterprise: Enterprise
    year: int
    part: int
    whole: int
    is_raised: bool
    case: FlagCase | None = None

    @property
    def rate(self):
        return Rate(self.part, self.whole)

    @property
    def answers(self):
        return list(self.case.answers.all()) if self.case else []

    @property
    def asked_at(self):
        """The moment at which the officers were told; None while they have not been."""
        return self.case and self.case.asked_at

    @property
    def state(self):
        if not self.is_raised:
            return "gone"
        return "answered" if self.answers else "open"

    @property
    def label(self):
        return STATES[self.state]

    @property
    def has_changed(self):
        """Whether the numbers are others than those to which the last answer was given."""
        last = next(reversed(self.answers), None)
        return bool(last) and self.is_raised and (last.part, last.whole) != (self.part, self.whole)

    def get_absolute_url(self):
        return reverse("suggestions:flag", args=[self.year, self.enterprise.code, self.rule.code])

    @property
    def rows_url(self):
        """Where exactly the rows it is about are listed."""
        period = Period.year(self.year)
        asked = {"enterprise": self.enterprise.code, "figure": flags.PREFIX + self.rule.code}
        asked |= {"from": f"{period.first:%Y-%m}", "to": f"{period.last:%Y-%m}"}
        return f"{reverse('dashboard-rows')}?{urlencode(asked)}"


def enterprises_of(user):
    """Those whose numbers the user reads: as their officer or leader, or as district staff."""
    return Enterprise.objects.visible_to(user).with_role(user, *CHECKED_ROLES)


def flags_of(user, year, *, enterprise=None, rules=flags.RULES, now=None):
    """[Flag] of a year, those to be checked first; a number of queries that hangs on the rules alone."""
    places = enterprises_of(user)
    names = {one.pk: one for one in (places.filter(pk=enterprise.pk) if enterprise else places)}
    rows = Suggestion.objects.visible_to(user).filter(enterprise__in=places.order_by().values("pk"))
    rows = rows.filter(enterprise=enterprise) if enterprise else rows
    cases = _cases(user, year, names, rules)
    met = flags.raised(rows, period=Period.year(year), at=now or timezone.now(), rules=rules)
    found = [
        Flag(one.rule, names[one.enterprise], year, one.part, one.whole, True,
             cases.pop((one.enterprise, one.rule.code), None))
        for one in met
    ]  # fmt: skip
    found += [
        Flag(flags.BY_CODE[case.code], names[place], year, case.part, case.whole, False, case)
        for (place, _code), case in cases.items()
    ]
    order = list(STATES)
    return sorted(found, key=lambda flag: (order.index(flag.state), flag.enterprise.name, flag.rule.code))


def _cases(user, year, names, rules):
    """{(enterprise, code): case} of rules that there still are."""
    codes = [rule.code for rule in rules]
    found = FlagCase.objects.visible_to(user).filter(year=year, code__in=codes, enterprise__in=list(names))
    return {(case.enterprise_id, case.code): case for case in found.with_answers()}
