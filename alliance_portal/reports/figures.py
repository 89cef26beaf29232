"""The figures of a unit and a period, each from the statistics that count it everywhere; asked once for a report."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count

from members.models import Enterprise
from suggestions.models import Suggestion
from suggestions.permissions import can_see_all
from suggestions.statistics import Scope as SuggestionScope
from suggestions.statistics.summary import Counts, Tally
from training.models import Session
from training.statistics import NOTHING, MentoringFigures, by_field, summarise
from training.statistics import count as count_mentoring
from training.statistics import count_by_enterprise as mentoring_by_enterprise
from workshops.models import Workshop
from workshops.statistics import PlateFigures, plates

from .rows.five_smalls import five_smalls
from .rows.mentoring import agreements
from .rows.training import held
from .scope import Scope

# Which sessions a figure of training narrows to.
TRAINING = {
    "all": {},
    "talks": {"kind": Session.Kind.TALK},
    "contests": {"kind": Session.Kind.CONTEST},
    **{function.value: {"function": function} for function in Session.Function},
}


@dataclass(frozen=True)
class Figures:
    """Of each enterprise (by its id), and under None of the whole, in which nothing counts twice."""

    scope: Scope

    @cached_property
    def enterprises(self):
        """The units of the report, in the order of their names."""
        if self.scope.enterprise:
            return [self.scope.enterprise]
        return list(Enterprise.objects.visible_to(self.scope.user).order_by("name", "pk"))

    @cached_property
    def suggestions(self):
        """{enterprise id, None: Tally}"""
        own = Suggestion.objects.visible_to(self.scope.user)
        whole = SuggestionScope(self.scope.enterprise)
        is_whole = can_see_all(self.scope.user, self.scope.enterprise)
        found = whole.summarise(own, period=self.scope.begun, at=self.scope.at, is_whole=is_whole)
        if self.scope.enterprise:
            return {None: found.whole, self.scope.enterprise.pk: found.whole}
        return {None: found.whole} | found.units

    def tally(self, pk=None):
        return self.suggestions.get(pk, Tally(Counts()))

    @cached_property
    def _training(self):
        """{name of the narrowing: {enterprise id, None: TrainingFigures}}"""
        found, sessions = {}, held(self.scope)
        for name, narrowed in TRAINING.items():
            rows = sessions.filter(**narrowed)
            found[name] = by_field(rows, "enterprise") | {None: summarise(rows)}
        return found

    def training(self, name="all", pk=None):
        return self._training[name].get(pk, NOTHING)

    @cached_property
    def _plates(self):
        own = self.scope.own(Workshop.objects.visible_to(self.scope.user).at_work(self.scope.user))
        return plates.count_by_enterprise(own, self.scope.day) | {None: plates.count(own, self.scope.day)}

    def plates(self, pk=None):
        return self._plates.get(pk, PlateFigures(self.scope.day))

    @cached_property
    def _mentoring(self):
        own = agreements(self.scope)
        return mentoring_by_enterprise(own, self.scope.day) | {None: count_mentoring(own, self.scope.day)}

    def mentoring(self, pk=None):
        return self._mentoring.get(pk, MentoringFigures())

    @cached_property
    def five_smalls(self):
        """Counter of {enterprise id, None: results}: the rows of table ⑤."""
        rows = five_smalls(self.scope).order_by().values_list("enterprise").annotate(n=Count("pk"))
        found = Counter(dict(rows))
        return Counter({**found, None: found.total()})
