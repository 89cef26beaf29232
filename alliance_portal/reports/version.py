"""A version of a report among the others: what it says differently from the one before and from today, and its seal."""

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from alliance_portal import chain
from alliance_portal.models import Snapshot
from alliance_portal.snapshots import changes, faults
from members.models import Enterprise

from . import spans
from .drawing import draw
from .people import names_in
from .scope import Scope
from .sheet import difference


class Version:
    """A frozen report with the versions around it, for somebody who may read it."""

    def __init__(self, snapshot, user):
        self.snapshot, self.user = snapshot, user

    @cached_property
    def versions(self):
        """All versions of the same report, the newest first."""
        one = self.snapshot
        seen = Snapshot.objects.visible_to(self.user).of_report(one.enterprise, one.table, one.period_code)
        return list(seen.for_list().order_by("-number"))

    @cached_property
    def before(self):
        """The version before it; None for the first."""
        number = self.snapshot.number - 1
        return next((one for one in self.versions if one.number == number), None)

    @property
    def is_newest(self):
        return self.versions[0].pk == self.snapshot.pk

    @property
    def faults(self):
        """What is no longer as it was frozen and signed: nothing, unless somebody wrote past the portal."""
        return faults(self.snapshot, self.before.check_value if self.before else "")

    @property
    def seal(self):
        return chain.grouped(self.snapshot.check_value)

    @property
    def differences(self):
        """What it says differently from the version before it, cell by cell."""
        return told(self.before.content, self.snapshot.content) if self.before else []

    def today(self):
        """The content as it would be drawn today for the same unit and period."""
        one = self.snapshot
        enterprises = Enterprise.objects.visible_to(self.user)
        enterprise = enterprises.get(pk=one.enterprise) if one.enterprise else None
        return draw(one.table, Scope.of(self.user, enterprise, spans.read(one.period_code)))

    @property
    def notes(self):
        """What stands under the table of a file or on paper."""
        one = self.snapshot
        words = _("Version %(number)d, definitions version %(definitions)d.")
        said = [words % {"number": one.number, "definitions": one.definitions}]
        if one.is_signed:
            return [*said, _("Check value %(value)s") % {"value": self.seal}]
        return [*said, _("Frozen, not signed.")]


def told(old, new):
    """[(row, column, old, new)] in words of what two contents say differently."""
    names = names_in(old["columns"], old["rows"]) | names_in(new["columns"], new["rows"])
    return [difference(change, names) for change in changes(old, new)]
