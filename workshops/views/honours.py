"""The register of honours at the workbench: the list with its figures and file, one honour, and what is entered."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alliance_portal import audit
from alliance_portal.attachments import hand_out
from members.reauthentication import freshly_signed_in

from .. import exports, permissions, services
from ..filters import HonourFilter
from ..forms.honours import ChangeForm, DocumentForm, HonourForm, PictureForm, RevokeForm
from ..models import Honour, HonourDocument
from ..statistics import honours as figures
from .acting import carry_out, show_form
from .plates import XLSX

METHODS = ["GET", "HEAD", "POST"]
PAGE_SIZE = 50


def _listed(request):
    """The filter over the honours this person keeps or answers for."""
    if not permissions.can_see_honours(request.user):
        raise PermissionDenied
    own = Honour.objects.visible_to(request.user).at_work(request.user).with_holders(request.user)
    return HonourFilter(request.GET, queryset=own.order_by("-granted_on", "-pk"), request=request)


@require_safe
def honours(request):
    """Every honour of the enterprises somebody keeps the register of; filters and page are in the address."""
    found = _listed(request)
    context = {
        "filter": found,
        "page_obj": Paginator(found.qs, PAGE_SIZE).get_page(request.GET.get("page")),
        "figures": figures.count(found.qs, timezone.localdate()),
        "may_enter": permissions.can_enter_honours(request.user),
        "now": timezone.now(),
    }
    return render(request, "workshops/honours/list.html", context)


@require_safe
@freshly_signed_in
@audit.exported
def export(request):
    """The same rows as a workbook, in the columns of the import."""
    found, today = _listed(request), timezone.localdate()
    content = exports.honours(found.qs, figures.count(found.qs, today))
    name = _("Honours %(day)s.xlsx") % {"day": today.isoformat()}
    headers = {"Content-Disposition": content_disposition_header(True, name)}
    return HttpResponse(content, content_type=XLSX, headers=headers)


def honour_at_work(request, pk, may=None):
    """The honour, for those who keep or answer for it; `may` says who goes further. Others do not find it."""
    own = Honour.objects.visible_to(request.user).at_work(request.user).with_holders(request.user)
    honour = get_object_or_404(own, pk=pk)
    if may and not may(request.user, honour):
        raise PermissionDenied
    return honour


@require_safe
def honour(request, pk):
    """All of it: words, papers, photo, history, and what may be done now."""
    shown, user = honour_at_work(request, pk), request.user
    context = {
        "honour": shown,
        "may_change": permissions.can_change_honour(user, shown),
        "may_keep": permissions.can_keep_honour(user, shown),
        "may_print": permissions.can_print_certificate(user, shown),
        "may_photograph": permissions.can_photograph(user, shown),
        "documents": shown.documents.all(),
        "history": shown.events.select_related("actor__person").order_by("-pk"),
    }
    return render(request, "workshops/honours/honour.html", context)


@require_http_methods(METHODS)
def new(request):
    """Enter an honour; whoever holds it is told, and asked to be named."""
    if not permissions.can_enter_honours(request.user):
        raise PermissionDenied
    form = HonourForm(request.POST if request.method == "POST" else None, user=request.user)
    words = {
        "title": _("Enter an honour"),
        "text": _("It is public at once. A person is told, and is named only by consent."),
        "button": _("Enter the honour"),
        "back": reverse("workshops:honours"),
        "back_label": _("Register of honours"),
    }

    def perform(form):
        return services.honours.register(by=request.user, **form.facts)

    def show(form, status=200):
        return show_form(request, form, status=status, **words)

    def done(honour):
        return _page_of(honour), _("Entered.")

    return carry_out(request, form, perform, done=done, show=show) if form.is_bound else show(form)


def _page_of(honour):
    return reverse("workshops:honour", args=[honour.pk])


def _step(request, honour, form, perform, *, done, **words):
    """The page of one form about an honour, and what sending it does."""
    words |= {"back": _page_of(honour), "back_label": honour.title}

    def show(form, status=200):
        return show_form(request, form, status=status, **words)

    if not form.is_bound:
        return show(form)
    return carry_out(request, form, perform, done=(_page_of(honour), done), show=show)


@require_http_methods(METHODS)
def change(request, pk):
    """Correct what is written of it; what was there before stays in the history."""
    shown = honour_at_work(request, pk, permissions.can_change_honour)
    sent = request.POST if request.method == "POST" else None
    form = ChangeForm(sent, instance=honour_at_work(request, pk), user=request.user)

    def perform(form):
        services.honours.change(shown, by=request.user, **form.facts)

    words = {"title": _("Correct the honour"), "button": _("Keep the corrections"), "done": _("Kept.")}
    text = _("Who holds it cannot be changed: please revoke it and enter it anew.")
    return _step(request, shown, form, perform, text=text, **words)


@require_http_methods(METHODS)
def revoke(request, pk):
    """It counts no more from a day on, for a reason."""
    shown = honour_at_work(request, pk, permissions.can_keep_honour)
    form = RevokeForm(request.POST if request.method == "POST" else None, initial={"version": shown.version})

    def perform(form):
        services.honours.revoke(shown, by=request.user, **form.facts)

    words = {"title": _("Revoke “%(title)s”?") % {"title": shown.title}, "button": _("Revoke the honour")}
    text = _("From that day on it counts no longer; in the figures of earlier days it stays. This is final.")
    return _step(request, shown, form, perform, text=text, danger=True, done=_("Revoked."), **words)


@require_http_methods(METHODS)
def add_document(request, pk):
    """The certificate or the notice, as a file."""
    shown = honour_at_work(request, pk, permissions.can_keep_honour)
    form = DocumentForm(*((request.POST, request.FILES) if request.method == "POST" else ()))

    def perform(form):
        services.honours.attach_document(shown, by=request.user, document=form.cleaned_data["file"])

    words = {"title": _("Add a certificate"), "button": _("Add"), "done": _("Added.")}
    text = _("Only the holder and those who keep the register see it.")
    return _step(request, shown, form, perform, text=text, has_file=True, **words)


@require_http_methods(METHODS)
def remove_document(request, pk):
    """Ask first, then take the file away for good; its name stays in the history."""
    rows = HonourDocument.objects.visible_to(request.user).select_related("honour")
    found = get_object_or_404(rows, pk=pk)
    if not permissions.can_keep_honour(request.user, found.honour):
        raise PermissionDenied
    back = _page_of(found.honour)
    if request.method == "POST":
        services.honours.remove_document(found, by=request.user)
        return redirect(back)
    return render(request, "workshops/file_remove.html", {"file": found, "back": back})


@require_http_methods(METHODS)
def change_photo(request, pk):
    """A photo of the person, shown to everybody only as that person agreed."""
    shown = honour_at_work(request, pk, permissions.can_photograph)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = PictureForm(*sent, initial={"version": shown.version})

    def perform(form):
        facts = {"by": request.user, "version": form.cleaned_data["version"]}
        services.honours.change_photo(shown, form.cleaned_data["photo"], **facts)

    words = {"title": _("Photo of the holder"), "button": _("Save"), "done": _("Kept.")}
    text = _("Everybody sees it only while its owner agrees to name and photo.")
    return _step(request, shown, form, perform, text=text, has_file=True, **words)


@require_safe
def document(request, pk):
    """The file, for the holder and those who keep or answer for the register."""
    found = get_object_or_404(HonourDocument.objects.visible_to(request.user), pk=pk)
    return hand_out(found.file, found.name)
