"""Frozen and signed reports for tests."""

from django.urls import reverse

from alliance_portal import services
from alliance_portal.reports import spans
from alliance_portal.reports.drawing import draw
from alliance_portal.reports.permissions import role_for
from alliance_portal.reports.scope import Scope


def frozen(user, enterprise=None, *, table="mentoring", period="2026-q3", reason=""):
    """The next version of a report, to be signed."""
    scope = Scope.of(user, enterprise, spans.read(period))
    facts = {"role": role_for(user, scope.unit_id), "as_of": scope.at, "reason": reason}
    return services.freeze_report(draw(table, scope), by=user, place=scope.place | {"table": table}, **facts)


def signed(user, enterprise=None, **facts):
    kept = frozen(user, enterprise, **facts)
    return services.sign_report(kept, by=user, role=role_for(user, kept.enterprise))


def page(client, code="mentoring", period="2026-q3", **more):
    return client.get(reverse("report", args=[code]), {"period": period} | more)
