"""What every page of a board has, whatever it shows: whose figures, until when, and the code that leads to the form."""

from functools import cached_property

import segno
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from alliance_portal.definitions import VERSION
from alliance_portal.periods import Period
from suggestions.models import Suggestion
from suggestions.statistics import Scope

from .places import Places

# Whoever passes sees what a visitor of the portal sees, and what the board itself may tell.
PASSER_BY = AnonymousUser()


class Page:
    """One page of a board as known at `at`, for the year to date."""

    # The code of the page, "figures" for the first, and what its heading calls it.
    code_name, name = "figures", ""
    template = ""
    definitions = VERSION

    def __init__(self, board, at=None):
        self.board, self.at = board, at or timezone.now()
        self.enterprise = board.enterprise
        self.period = Period.this_year(self.today)
        self.scope = Scope(board.enterprise, board.department)

    @property
    def today(self):
        return timezone.localtime(self.at).date()

    @property
    def title(self):
        """Whose board it is."""
        if self.board.department:
            return self.board.department.name
        return self.enterprise.short_name if self.enterprise else _("The whole district")

    @cached_property
    def suggestions(self):
        """Those of the board's enterprise or department; the district's board counts all."""
        everything = self.enterprise.suggestions.all() if self.enterprise else Suggestion.objects.all()
        return self.scope.narrow(everything)

    @cached_property
    def places(self):
        """What its departments are called on a wall."""
        return Places(self.enterprise)

    @property
    def photos(self):
        """{number: photo} of the photos this page shows, and no others."""
        return {}

    @cached_property
    def poster(self):
        """The poster that gives the board's department as the place, or None."""
        department = self.board.department
        return department and department.posters.live().order_by("place", "pk").first()

    @property
    def code(self):
        """A QR code that leads to the page for suggesting, with the department where there is a poster for it."""
        return drawn(self.poster.address if self.poster else settings.BASE_URL + reverse("suggestions:new"))

    @property
    def answer_days(self):
        """How many days an answer may take; in the district each enterprise has its own promise."""
        return self.enterprise.answer_days if self.enterprise else None


def drawn(address):
    """A QR code as a drawing without style attributes."""
    code = segno.make(address, error="m", micro=False)
    return SafeString(code.svg_inline(dark="#12161b", border=1, omitsize=True, svgclass=None, lineclass=None))
