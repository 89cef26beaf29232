"""The slip of paper on which a one-time link is handed over."""

import datetime as dt
from dataclasses import dataclass, field

import segno
from django.conf import settings
from django.utils import timezone
from django.utils.safestring import mark_safe

from .models import Person, User


def _end_of_use():
    return timezone.now() + dt.timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)


@dataclass(frozen=True)
class AccessSlip:
    """For a person, or for an account of the district's own staff; the name on it is masked.

    `path` is the link without its host: that comes from the settings, never from the request, which may name any.
    """

    owner: Person | User
    path: str
    until: dt.datetime = field(default_factory=_end_of_use)

    @property
    def link(self):
        return settings.BASE_URL + self.path

    @property
    def person(self):
        return self.owner if isinstance(self.owner, Person) else self.owner.person_or_none

    @property
    def qr(self):
        """The link as SVG without style attributes, dark on white whatever the page's colours are."""
        code = segno.make(self.link, error="m", micro=False)
        drawing = code.svg_inline(svgclass=None, lineclass=None, omitsize=True, light="#fff")
        return mark_safe(drawing)  # noqa: S308 - drawn here, from an address of our own
