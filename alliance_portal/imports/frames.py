"""Where the pages for ledgers stand: in the staff's admin, and at the workbench for what enterprises bring in."""

from dataclasses import dataclass

from django.contrib import admin
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from members.models import Enterprise, ImportBatch
from members.permissions import enterprise_ids_with, is_district_staff

Kind = ImportBatch.Kind
PAGES = ("list", "upload", "template", "preview", "commit", "discard", "result", "undo", "refused")


@dataclass(frozen=True)
class Frame:
    """`prefix` begins the names of its addresses; `kinds` are its ledgers, each with the role that brings it in."""

    prefix: str
    layout: str
    kinds: dict
    title: str
    empty: str

    @property
    def names(self):
        return {page: f"{self.prefix}-{page}" for page in PAGES}

    def url(self, page, *args):
        return reverse(f"{self.prefix}-{page}", args=args)

    def offered_to(self, user):
        """[(kind, name)] of the ledgers this person may bring in here."""
        held = {role for role, _enterprise in user.roles}
        may = [kind for kind, role in self.kinds.items() if role in held or (role is None and is_district_staff(user))]
        return [(kind.value, kind.label) for kind in may]

    def enterprises(self, user, kind=None):
        """For which enterprises: with this kind of ledger, or with any."""
        found = Enterprise.objects.visible_to(user).active()
        roles = {self.kinds[Kind(kind)]} if kind else set(self.kinds.values())
        return found if None in roles else found.filter(pk__in=enterprise_ids_with(user, *roles))

    def batches(self, user):
        """What was brought in here, as far as the person may see it."""
        own = [kind for kind, _name in self.offered_to(user)]
        return ImportBatch.objects.visible_to(user).filter(kind__in=own)

    def chrome(self, request):
        """What the frame's own layout needs."""
        return admin.site.each_context(request) if self is IN_ADMIN else {}


IN_ADMIN = Frame(
    prefix="admin:import",
    layout="imports/in_admin.html",
    kinds=dict.fromkeys((Kind.ROSTER, Kind.WORKSHOPS, Kind.SUGGESTIONS, Kind.HONOURS, Kind.RESULTS, Kind.MENTORSHIP)),
    title=_("Imported ledgers"),
    empty=_("Nothing has been imported yet. Begin with the staff roster, then import the suggestion ledger."),
)
AT_WORKBENCH = Frame(
    prefix="import",
    layout="imports/at_workbench.html",
    kinds={Kind.PAPER: "officer", Kind.PAYMENTS: "finance", Kind.RESULTS: "officer", Kind.MENTORSHIP: "officer"},
    title=_("Files brought in"),
    empty=_("Nothing has been brought in yet. Take the empty template, fill it in, and check the file here."),
)
