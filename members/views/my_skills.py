"""One's own certificates on the phone: what counts, what waits, hand one in, correct it, take it back."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from alliance_portal.attachments import hand_out

from .. import permissions, services
from ..forms.skills import CertificateForm, CertificateVersionForm
from ..models import Consent, SkillCertificate
from .steps import carry_out

METHODS = ["GET", "HEAD", "POST"]
HERE = "members:skills"
NEWEST_NOTES = ("refused", "revoked")


@never_cache
@require_safe
def mine(request):
    """My specialities and certificates, the newest first, with what an officer wrote about one."""
    person = request.user.person_or_none
    if person is None:
        raise PermissionDenied
    rows = list(_own(request).for_pages().prefetch_related("events"))
    for row in rows:
        row.reason = _reason(row)
    consents = Consent.objects.visible_to(request.user)
    context = {
        "person": person,
        "certificates": rows,
        "specialities": person.specialities.active().order_by("name"),
        "may_add": permissions.can_hand_in_certificate(request.user),
        "willing": consents.in_force_of(person, Consent.Purpose.HELP),
        "shows_grade": consents.in_force_of(person, Consent.Purpose.HELP_GRADE),
    }
    return render(request, "members/skills/mine.html", context)


def _own(request):
    return SkillCertificate.objects.visible_to(request.user).of_user(request.user)


def _reason(certificate):
    """Why it was not confirmed or was revoked, while that holds."""
    if certificate.status not in NEWEST_NOTES:
        return ""
    return next((one.note for one in reversed(certificate.events.all()) if one.verb in NEWEST_NOTES), "")


@never_cache
@require_http_methods(METHODS)
def new(request):
    """Hand one in; it counts once an officer has confirmed it."""
    if not permissions.can_hand_in_certificate(request.user):
        raise PermissionDenied
    form = CertificateForm(*_sent(request), user=request.user)

    def perform(form):
        services.skills.enter(request.user.person_or_none, by=request.user, **form.facts)

    text = _("Your union officer compares it with the paper. Until then it does not count, and nobody else sees it.")
    words = {"title": _("Hand in a certificate"), "button": pgettext("certificate", "Hand it in"), "text": text}
    return _page(request, form, perform, done=_("Handed in. Your union officer has been told."), **words)


def _sent(request):
    return (request.POST, request.FILES) if request.method == "POST" else ()


def _one(request, pk):
    """One's own, as long as it can be changed."""
    found = get_object_or_404(_own(request).for_pages(), pk=pk)
    if not permissions.can_change_certificate(request.user, found):
        raise Http404
    return found


@never_cache
@require_http_methods(METHODS)
def change(request, pk):
    """Correct it while it is not confirmed; what was refused is handed in anew."""
    found = _one(request, pk)
    form = CertificateForm(*_sent(request), user=request.user, certificate=found)

    def perform(form):
        services.skills.change(found, by=request.user, version=form.cleaned_data["version"], **form.facts)

    words = {"title": _("Correct the certificate"), "button": _("Keep and hand in")}
    done = _("Kept. It still waits for your union officer.")
    if found.status == SkillCertificate.Status.REFUSED:
        done = _("Handed in. Your union officer has been told.")
    return _page(request, form, perform, done=done, **words)


@never_cache
@require_http_methods(METHODS)
def withdraw(request, pk):
    """Ask first: the picture is deleted for good."""
    found = _one(request, pk)
    form = CertificateVersionForm(*_sent(request)[:1], initial={"version": found.version})

    def perform(form):
        services.skills.withdraw(found, by=request.user, version=form.cleaned_data["version"])

    text = _("“%(what)s” is taken off the list, and its photo or PDF is deleted for good.") % {"what": found}
    words = {"title": _("Take the certificate back?"), "button": pgettext("certificate", "Take it back"), "text": text}
    return _page(request, form, perform, done=_("Taken back."), danger=True, has_file=False, **words)


def _page(request, form, perform, *, done, has_file=True, **words):
    context = {"back": reverse(HERE), "back_label": _("My certificates"), "layout": "worker.html", **words}

    def show(form, status=200):
        page = {"form": form, "has_file": has_file, **context}
        return render(request, "members/stories/form.html", page, status=status)

    return carry_out(request, form, perform, done=(reverse(HERE), done), show=show) if form.is_bound else show(form)


@never_cache
@require_safe
def file(request, pk):
    """The photo or PDF, for its owner and for those who keep certificates of the enterprise."""
    found = get_object_or_404(SkillCertificate.objects.visible_to(request.user), pk=pk)
    return hand_out(found.file, found.file_name)
