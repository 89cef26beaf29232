"""The pages where figures are put on other sites: the list, the form, another address, taking back."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import F
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from suggestions import permissions
from suggestions.models import FigureEmbed
from suggestions.services import embeds as services
from workshops.views.acting import carry_out, show_form

from .forms import EmbedForm

METHODS = ["GET", "HEAD", "POST"]
PAGE_SIZE = 20
ORDERS = {"": ("name", "pk"), "seen": (F("seen_at").desc(nulls_last=True), "name", "pk")}


@require_safe
def embeds(request):
    """Those in use, or with `?state=revoked` those that were taken back; order and page are in the address."""
    if not permissions.can_make_embeds(request.user):
        raise PermissionDenied
    rows = FigureEmbed.objects.visible_to(request.user).for_list()
    is_revoked = request.GET.get("state") == "revoked"
    order = request.GET.get("order", "")
    rows = (rows.revoked() if is_revoked else rows.live()).order_by(*ORDERS.get(order, ORDERS[""]))
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    for one in page:
        one.may_change = permissions.can_change_embed(request.user, one)
    context = {"page_obj": page, "is_revoked": is_revoked, "is_by_seen": order == "seen"}
    return render(request, "embed/embeds.html", context)


def _to_change(request, pk, may=permissions.can_change_embed):
    embed = get_object_or_404(FigureEmbed.objects.visible_to(request.user).live().for_list(), pk=pk)
    if not may(request.user, embed):
        raise PermissionDenied
    return embed


def _list(embed=None):
    return reverse("embeds") + (f"#embed-{embed.pk}" if embed else "")


def _back():
    return {"back": reverse("embeds"), "back_label": _("Figures on other sites")}


def _carry_out(request, form, perform, done, words):
    def show(form, status=200):
        return show_form(request, form, status=status, **words, **_back())

    def to_list(embed):
        return _list(embed), done

    return carry_out(request, form, perform, done=to_list, show=show) if form.is_bound else show(form)


@require_http_methods(METHODS)
def new(request):
    """Another address."""
    if not permissions.can_make_embeds(request.user):
        raise PermissionDenied
    form = EmbedForm(request.POST if request.method == "POST" else None, user=request.user)

    def perform(form):
        return services.create_embed(by=request.user, enterprise=form.scope, **form.facts)

    words = {
        "title": _("Put figures on another site"),
        "text": _("You get a line to paste there. Whoever opens that page sees the figures without signing in."),
        "button": _("Make the address"),
    }
    return _carry_out(request, form, perform, _("Ready. Copy the line and paste it into the page."), words)


@require_http_methods(METHODS)
def change(request, pk):
    """What it shows and where; the address stays."""
    embed = _to_change(request, pk)
    names = ("name", "numbers", "theme", "version")
    initial = {name: getattr(embed, name) for name in names} | {"sites": "\n".join(embed.sites)}
    sent = request.POST if request.method == "POST" else None
    form = EmbedForm(sent, initial=initial, user=request.user, embed=embed)

    def perform(form):
        return services.change_embed(embed, by=request.user, version=form.cleaned_data["version"], **form.facts)

    words = {
        "title": _("Change “%(name)s”") % {"name": embed},
        "text": _("The address stays the same; pages that show it have the new figures at once."),
        "button": _("Keep the changes"),
    }
    return _carry_out(request, form, perform, _("Kept."), words)


@require_http_methods(METHODS)
def renew(request, pk):
    """Another address; the old one is dead at once."""
    embed = _to_change(request, pk)

    def perform(form):
        return services.renew_embed(embed, by=request.user)

    words = {
        "title": _("Give “%(name)s” a new address?") % {"name": embed},
        "text": _("The old address shows nothing from then on. Paste the new line into the pages that shall show it."),
        "button": _("New address"),
        "danger": True,
    }
    done = _("It has a new address. Copy the line and paste it into the page.")
    return _carry_out(request, _question(request), perform, done, words)


@require_http_methods(METHODS)
def revoke(request, pk):
    """Asks first: frames somewhere go empty."""
    embed = _to_change(request, pk, permissions.can_revoke_embed)

    def perform(form):
        return services.revoke_embed(embed, by=request.user)

    words = {
        "title": _("Take “%(name)s” back?") % {"name": embed},
        "text": _("Its address shows nothing from then on, on every site, and cannot be given back."),
        "button": _("Take back"),
        "danger": True,
    }
    return _carry_out(request, _question(request), perform, _("Taken back. It shows nothing any more."), words)


def _question(request):
    """A form without a field: only the button counts."""
    return forms.Form(request.POST if request.method == "POST" else None)
