"""Certificates at the workbench: what waits, what runs out; confirm, refuse, enter and revoke. Nobody is ranked."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Case, Value, When
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from .. import permissions, services
from ..filters import CertificateFilter
from ..forms.skills import CertificateOfForm, CertificateReasonForm, CertificateVersionForm
from ..models import Enterprise, SkillCertificate
from .steps import carry_out

METHODS = ["GET", "HEAD", "POST"]
PAGE_SIZE = 30


def _kept(request):
    if not permissions.can_keep_certificates(request.user):
        raise PermissionDenied
    return SkillCertificate.objects.visible_to(request.user).kept_by(request.user).for_pages()


@never_cache
@require_safe
def desk(request):
    """Every certificate of the enterprises somebody answers for; filters and page are in the address."""
    waits_first = Case(When(status="waiting", then=Value(0)), default=Value(1))
    rows = _kept(request).order_by(waits_first, "-updated_at", "-pk")
    found = CertificateFilter(request.GET, queryset=rows, request=request)
    context = {
        "filter": found,
        "page_obj": Paginator(found.qs, PAGE_SIZE).get_page(request.GET.get("page")),
        "waiting": SkillCertificate.objects.visible_to(request.user).kept_by(request.user).waiting().count(),
    }
    return render(request, "members/skills/desk.html", context)


def _certificate(request, pk, may=None):
    """The certificate, for those who answer for its enterprise; `may` says who goes further."""
    found = get_object_or_404(_kept(request), pk=pk)
    if may and not may(request.user, found):
        raise PermissionDenied
    return found


@never_cache
@require_safe
def certificate(request, pk):
    """All of one: what is written, its picture, its history, and what may be done now."""
    found = _certificate(request, pk)
    context = {
        "certificate": found,
        "may_decide": permissions.can_decide_certificate(request.user, found),
        "may_revoke": permissions.can_revoke_certificate(request.user, found),
        "is_own": found.person.user_id == request.user.pk,
        "history": found.events.select_related("actor__person").order_by("-pk"),
    }
    return render(request, "members/skills/certificate.html", context)


@never_cache
@require_http_methods(METHODS)
def new(request):
    """Enter the certificate of somebody whose paper lies on the table; it counts at once."""
    if not permissions.can_keep_certificates(request.user):
        raise PermissionDenied
    enterprises = Enterprise.objects.visible_to(request.user).active().with_role(request.user, "officer")
    people = enterprises.people().in_service().exclude(user=request.user).order_by("work_number")
    form = CertificateOfForm(*_sent(request), user=request.user, people=people)

    def perform(form):
        return services.skills.enter(form.cleaned_data["person"], by=request.user, **form.facts)

    def done(made):
        return _address(made), _("Entered. It counts from now on, and its owner has been told.")

    text = _("Please compare it with the paper: what you enter is confirmed at once.")
    words = {"title": _("Enter a certificate"), "button": _("Enter it"), "text": text}
    return _page(request, form, perform, done=done, has_file=True, **words)


@never_cache
@require_http_methods(METHODS)
def confirm(request, pk):
    """It agrees with the paper; a higher grade goes on the roster."""
    found = _certificate(request, pk, permissions.can_answer_for_certificate)
    text = _("“%(what)s” of %(name)s counts from now on. If the grade is higher, it goes on the roster too.")
    words = {"title": _("Confirm the certificate?"), "button": _("Confirm"), "done": _("Confirmed.")}
    text %= {"what": found, "name": found.person.name}
    return _step(request, found, services.skills.confirm, CertificateVersionForm, text=text, **words)


@never_cache
@require_http_methods(METHODS)
def refuse(request, pk):
    """Something is not right yet: the person reads what, and may correct it."""
    found = _certificate(request, pk, permissions.can_answer_for_certificate)
    words = {"title": _("Do not confirm the certificate"), "button": _("Give it back"), "done": _("Given back.")}
    return _step(request, found, services.skills.refuse, CertificateReasonForm, **words)


@never_cache
@require_http_methods(METHODS)
def revoke(request, pk):
    """It counts no longer; the grade on the roster stays until somebody changes it there."""
    found = _certificate(request, pk, permissions.can_answer_for_certificate)
    words = {"title": _("Revoke the certificate?"), "button": _("Revoke the certificate"), "done": _("Revoked.")}
    text = _("It counts no longer. The skill grade on the roster is not touched. This is final.")
    return _step(request, found, services.skills.revoke, CertificateReasonForm, text=text, danger=True, **words)


def _sent(request):
    return (request.POST, request.FILES) if request.method == "POST" else ()


def _step(request, found, act, form_class, *, done, **words):
    form = form_class(*_sent(request)[:1], initial={"version": found.version})

    def perform(form):
        act(found, by=request.user, **form.cleaned_data)

    return _page(request, form, perform, certificate=found, done=(_address(found), done), **words)


def _address(certificate):
    return reverse("members:skill-desk", args=[certificate.pk])


def _page(request, form, perform, *, done, certificate=None, **words):
    back = _address(certificate) if certificate else reverse("members:skills-desk")
    label = certificate.person.name if certificate else _("Skill certificates")
    context = {"back": back, "back_label": label, "layout": "workbench.html", **words}

    def show(form, status=200):
        return render(request, "members/stories/form.html", {"form": form, **context}, status=status)

    return carry_out(request, form, perform, done=done, show=show) if form.is_bound else show(form)
