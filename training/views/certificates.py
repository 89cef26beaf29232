"""Certificates: issued and printed by those who keep a session or a course, and one's own with the hours."""

import segno
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from workshops.views.acting import carry_out, show_form
from workshops.views.steps import Step

from .. import services, workbooks
from ..forms.certificates import IssueForm, RevokeForm
from ..models import Certificate, Session
from ..permissions import certificates as permissions
from ..statistics import hours_of
from .files import CSV, download

METHODS = ["GET", "HEAD", "POST"]


def _target(request, number=None, pk=None):
    """The session or the course, for those who keep it."""
    if number:
        kept = Session.objects.visible_to(request.user).kept_by(request.user)
        return get_object_or_404(kept.select_related("enterprise"), number=number)
    kept = Session.objects.visible_to(request.user).kept_by(request.user).filter(series__is_course=True, series=pk)
    found = kept.select_related("series__enterprise").first()
    if found is None:
        raise Http404
    return found.series


def _facts(target):
    """(what it is called, where its page is, name and key of its own addresses)."""
    if isinstance(target, Session):
        return target.topic, reverse("training:desk-session", args=[target.number]), "session", target.number
    return target.title, reverse("training:series-certificates", args=[target.pk]), "series", target.pk


def _address(target, step=""):
    _label, _back, kind, key = _facts(target)
    return reverse(f"training:{kind}-certificates{step}", args=[key])


def _issued(request, target):
    rows = Certificate.objects.visible_to(request.user).with_people()
    own = {"session": target} if isinstance(target, Session) else {"series": target}
    return rows.filter(**own).order_by("person__enterprise", "person__work_number", "-pk")


@require_safe
def certificates(request, **key):
    """What was issued of a session or a course, and who has none yet."""
    target = _target(request, **key)
    issued = list(_issued(request, target))
    have = {one.person_id for one in issued if one.is_valid}
    label, back, kind, _key = _facts(target)
    context = {
        "target": target,
        "label": label,
        "back": back if kind == "session" else "",
        "is_course": kind == "series",
        "issued": issued,
        "without": [part for pk, part in services.certificates.parts(target).items() if pk not in have],
        "may_issue": permissions.can_issue(request.user, target),
        "is_over": permissions.is_over(target),
        "issue": _address(target, "-issue"),
        "print": _address(target, "-print"),
    }
    return render(request, "training/certificates/issued.html", context)


@require_http_methods(METHODS)
def issue(request, **key):
    """Choose who gets one, and say what it is for."""
    target = _target(request, **key)
    if not permissions.can_issue(request.user, target):
        raise PermissionDenied
    have = set(_issued(request, target).valid().values_list("person", flat=True))
    parts = [part for pk, part in services.certificates.parts(target).items() if pk not in have]
    form = IssueForm(request.POST if request.method == "POST" else None, target=target, parts=parts)

    def perform(form):
        return services.certificates.issue(target, by=request.user, **form.facts)

    def done(made):
        words = ngettext("%(n)d certificate issued.", "%(n)d certificates issued.", len(made)) % {"n": len(made)}
        return _address(target), words

    text = _("Those chosen are told, and print it themselves. Anybody who has it in hand can check its number.")
    words = {"title": _("Issue certificates"), "text": text, "button": _("Issue"), "back": _address(target)}
    words["back_label"] = _("Certificates")

    def show(form, status=200):
        return show_form(request, form, status=status, **words)

    return carry_out(request, form, perform, done=done, show=show) if form.is_bound else show(form)


@require_safe
def print_all(request, **key):
    """Every valid one, each on a sheet of its own."""
    target = _target(request, **key)
    shown = [_drawn(one) for one in _issued(request, target).valid()]
    context = {"certificates": shown, "back": _address(target), "back_label": _facts(target)[0]}
    return render(request, "training/certificates/paper.html", context)


def _drawn(certificate):
    """With the address by which it is checked, as text and as a code."""
    certificate.address = settings.BASE_URL + certificate.get_absolute_url()
    code = segno.make(certificate.address, error="m", micro=False)
    certificate.qr = SafeString(code.svg_inline(svgclass=None, lineclass=None, omitsize=True, border=1, light="#fff"))
    return certificate


class Revoke(Step):
    """Take one back for a reason."""

    form_class = RevokeForm

    def find(self, code):
        rows = Certificate.objects.visible_to(self.user).with_people()
        return get_object_or_404(rows, code=code)

    def may_open(self, certificate):
        return permissions.can_keep(self.user, certificate)

    def fits(self, certificate):
        return permissions.can_revoke(self.user, certificate)

    def perform(self, form):
        return services.certificates.revoke(self.record, by=self.user, **form.facts)

    def back(self):
        return _address(self.record.session or self.record.series), _("Certificates")

    def words(self):
        facts = {"name": self.record.person.name, "title": self.record.title}
        return {
            "title": _("Revoke this certificate?"),
            "text": _("%(name)s: “%(title)s”. This is final; another one can be issued.") % facts,
            "button": _("Revoke the certificate"),
            "too_late": _("It was revoked already."),
            "danger": True,
        }

    def done(self, _result):
        return _("Revoked.")


def _person(request):
    person = request.user.person_or_none
    if person is None:
        raise PermissionDenied
    return person


@require_safe
def mine(request):
    """My certificates of sessions and courses, and my class hours."""
    _person(request)
    held = Certificate.objects.visible_to(request.user).held_by(request.user).with_people()
    return render(request, "training/certificates/mine.html", {"certificates": held.order_by("-issued_on", "-pk")})


@require_safe
def paper(request, code):
    """One certificate on A4, for its holder and those who issued it."""
    rows = Certificate.objects.visible_to(request.user).with_people()
    certificate = get_object_or_404(rows, code=code)
    if not permissions.can_print(request.user, certificate):
        raise PermissionDenied
    own = certificate.person.user_id == request.user.pk
    target = certificate.session or certificate.series
    back = reverse("training:my-certificates") if own else _address(target)
    context = {"certificates": [_drawn(certificate)], "back": back, "back_label": _("Certificates")}
    return render(request, "training/certificates/paper.html", context)


@require_safe
def hours(request, form):
    """My own class hours as a file, a workbook or text."""
    years = hours_of(_person(request))
    if form == "csv":
        return download(workbooks.hours_as_csv(years), _("My class hours.csv"), CSV)
    return download(workbooks.hours(years), _("My class hours.xlsx"))
