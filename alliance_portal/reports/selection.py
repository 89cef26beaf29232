"""What the address asks for: whose report, of which period."""

from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from members.models import Enterprise
from members.permissions import is_district_staff

from . import spans
from .permissions import can_see_reports, can_sign_for
from .scope import Scope


@dataclass(frozen=True)
class Selection:
    """`problems` are sentences about what was asked for and could not be understood."""

    scope: Scope
    enterprises: list
    problems: list = field(default_factory=list)

    @property
    def user(self):
        return self.scope.user

    @property
    def span(self):
        return self.scope.span

    @cached_property
    def may_sign(self):
        return can_sign_for(self.user, self.scope.unit_id)

    @property
    def may_see_district(self):
        return is_district_staff(self.user)

    @property
    def parameters(self):
        enterprise = self.scope.enterprise
        return ({"enterprise": enterprise.code} if enterprise else {}) | {"period": self.span.code}

    @property
    def query(self):
        return urlencode(self.parameters)

    def url(self, name, *args):
        return f"{reverse(name, args=args)}?{self.query}"


def choose(request):
    """Read unit and period from the address; a period that is none falls back, and the page says so.

    Raises PermissionDenied for whoever draws no reports, Http404 for the enterprise of somebody else.
    """
    if not can_see_reports(request.user):
        raise PermissionDenied
    asked, now = request.GET, timezone.now()
    own = Enterprise.objects.visible_to(request.user).with_role(request.user, "leader", "officer")
    enterprises = list(own.order_by("name", "pk"))
    enterprise = _enterprise(request.user, enterprises, asked.get("enterprise"))
    span, problems = choose_span(asked.get("period"))
    return Selection(Scope.of(request.user, enterprise, span, now), enterprises, problems)


def _enterprise(user, enterprises, code):
    """The one of that code; without one the district for its staff, and the own one for everybody else."""
    if not code:
        return None if is_district_staff(user) else enterprises[0]
    found = next((one for one in enterprises if one.code == code), None)
    if found is None:
        raise Http404
    return found


def choose_span(code):
    """(the period of the code, sentences about it): without one, or of none that is one, the running quarter."""
    usual = spans.usual(timezone.localdate())
    if not code:
        return usual, []
    found = spans.read(code)
    if found is None:
        return usual, [_("We could not read this period. You see the quarter that is running.")]
    return found, []
