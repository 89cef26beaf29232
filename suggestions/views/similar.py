"""Has somebody said it already? A list while a worker writes, a page in short, and “I have met this too”."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alliance_portal.workflow import WorkflowError

from .. import duplicates, guests, permissions, services
from ..forms.similar import BackForm, LookForm
from ..models import Photo

PAGE_SIZE = 20
TOO_MANY = 429


@require_http_methods(["GET", "HEAD", "POST"])
def similar(request):
    """What is like the text that was sent, and below it all that this person has met too.

    With `part` only the list, for the form it was typed into.
    """
    if not permissions.can_submit(request.user):
        raise PermissionDenied
    form = LookForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _page(request, form)
    show = _list if "part" in request.POST else _page
    if not guests.may_try(request, "similar", str(request.user.pk)):
        form.add_error(None, _("You have looked very often. Please wait a minute; sending works at any time."))
        return show(request, form, status=TOO_MANY)
    if not form.is_valid():
        return show(request, form)
    return show(request, form, found=duplicates.similar_to(form.cleaned_data["problem"], request.user))


def _list(request, form, *, found=None, status=200):
    return render(request, "suggestions/_similar_list.html", {"form": form, "found": found}, status=status)


def _page(request, form, *, found=None, status=200):
    page = Paginator(duplicates.backed(request.user), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "found": found,
        "backed": duplicates.in_short_to(request.user, page.object_list),
        "page_obj": page,
    }
    return render(request, "suggestions/similar.html", context, status=status)


@require_safe
def in_short(request, number):
    """One suggestion of a colleague: what it says, where it stands and why, without a name."""
    suggestion = _suggestion(request.user, number)
    if permissions.is_named(request.user, suggestion):
        return redirect(suggestion)
    main = suggestion.merged_into
    if main and duplicates.readable(request.user).filter(pk=main.pk).exists():
        return redirect("suggestions:in-short", main.number)
    return _show(request, suggestion, BackForm())


def _suggestion(user, number):
    return get_object_or_404(duplicates.readable(user), number=number)


def _show(request, suggestion, form, status=200):
    (row,) = duplicates.in_short_to(request.user, [suggestion])
    photos = Photo.objects.visible_to(request.user).filter(suggestion=suggestion)
    context = {"row": row, "suggestion": suggestion, "form": form, "photos": photos}
    return render(request, "suggestions/in_short.html", context, status=status)


@require_POST
def back(request, number):
    """Say “I have met this too”, or take it back; with `part` the answer is the entry of the list as it is now."""
    suggestion = _suggestion(request.user, number)
    form = BackForm(request.POST)
    if not form.is_valid():
        return _show(request, suggestion, form)
    refusal = _carry_out(request, suggestion, form.cleaned_data["note"])
    if "part" in request.POST:
        (row,) = duplicates.in_short_to(request.user, [_suggestion(request.user, number)])
        return render(request, "suggestions/_similar_item.html", {"row": row, "refusal": refusal})
    if refusal:
        messages.warning(request, refusal)
    return redirect("suggestions:in-short", number)


def _carry_out(request, suggestion, note):
    """Do what the button says; the reason why not, if it could not be done."""
    if request.POST.get("move") == "stop":
        services.stop_backing(suggestion, by=request.user)
        return _said(request, _("Taken back. It counts without you now."))
    try:
        services.back(suggestion, by=request.user, note=note)
    except WorkflowError as error:
        return error.message
    return _said(request, _("Noted. You see what becomes of it on your own page."))


def _said(request, words):
    if "part" not in request.POST:
        messages.success(request, words)
    return ""
