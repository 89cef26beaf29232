"""What two suggestions about one thing have to do with each other: shown to reviewers, and to those who had them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from .. import duplicates, permissions, services, story
from ..forms.similar import UnmergeForm
from ..models import Photo, Suggestion, SuggestionEvent
from ..services.merging import UNMERGE_WITHIN
from .desk import carry_out

Verb = SuggestionEvent.Verb
NOTES_SHOWN = 5


def about_the_same(user, suggestion, form):
    """For the record of a reviewer: what was merged in, what others say who met it too, and what may be done."""
    later = getattr(form, "comes_too_late", None)
    return {
        "merged_in": suggestion.merged.order_by("received_at", "pk") if _has_taken_in(suggestion) else [],
        "notes": suggestion.backings.exclude(note="")[:NOTES_SHOWN] if suggestion.backers else [],
        "may_swap": bool(later) and permissions.can_answer(user, later),
        "may_unmerge": permissions.can_unmerge(user, suggestion),
        "unmerge_until": suggestion.concluded_at and suggestion.concluded_at + UNMERGE_WITHIN,
    }


def _has_taken_in(suggestion):
    """By its history, which has been read already where anything has happened."""
    return suggestion.version > 1 and any(event.verb == Verb.MERGED_IN for event in suggestion.events.all())


def told_of_the_same(user, suggestion):
    """For the page of a suggestion: the fate of what it was merged into, or how many are in it together."""
    main = suggestion.merged_into
    if main is None:
        return {"main": None, "merged_in": suggestion.merged.all(), "backers": suggestion.backers}
    photos = Photo.objects.visible_to(user).filter(suggestion=main, kind=Photo.Kind.AFTER)
    return {"main": main, "fate": story.fate(main), "main_url": _address(user, main), "main_photos": photos}


def _address(user, suggestion):
    """Where this user may read more of it: the whole, or what colleagues read in short; "" where neither."""
    if Suggestion.objects.visible_to(user).filter(pk=suggestion.pk).exists():
        return suggestion.get_absolute_url()
    if duplicates.readable(user).filter(pk=suggestion.pk).exists():
        return reverse("suggestions:in-short", args=[suggestion.number])
    return ""


def say_merged(request, suggestion):
    """After a merge: where it can be taken back."""
    words = _("%(number)s has been merged. Within 24 hours that can be taken back:") % {"number": suggestion.number}
    address = reverse("suggestions:unmerge", args=[suggestion.number])
    link = format_html('<a href="{}">{}</a>', address, _("Take the merge back"))
    messages.success(request, format_html("{} {}", words, link))


def _suggestion(request, number):
    """For those before whom it is a matter of their queue; others who may see it get 403."""
    suggestions = Suggestion.objects.visible_to(request.user).for_detail().select_related("merged_into")
    suggestion = get_object_or_404(suggestions, number=number)
    if not permissions.can_open_in_queue(request.user, suggestion):
        raise PermissionDenied
    return suggestion


@require_safe
def likely(request, number):
    """What may be about the same thing, with the words that say so; with `part` only the list."""
    suggestion = _suggestion(request, number)
    context = {
        "suggestion": suggestion,
        "found": duplicates.likely_duplicates(suggestion, request.user),
        "may_answer": permissions.can_answer(request.user, suggestion),
    }
    template = "suggestions/_likely.html" if "part" in request.GET else "suggestions/likely.html"
    return render(request, template, context)


@require_http_methods(["GET", "HEAD", "POST"])
def unmerge(request, number):
    """Says what taking a merge back does, takes the reason, and does it."""
    suggestion = _suggestion(request, number)
    if not permissions.can_review(request.user, suggestion):
        raise PermissionDenied
    if request.method != "POST":
        return _show_unmerge(request, suggestion, UnmergeForm(suggestion=suggestion))
    return carry_out(
        request,
        UnmergeForm(request.POST, suggestion=suggestion),
        lambda form: services.unmerge(suggestion, by=request.user, **form.cleaned_data),
        done=(
            reverse("suggestions:review", args=[number]),
            _("%(number)s waits for its answer again.") % {"number": number},
        ),
        show=lambda form, status, latest: _show_unmerge(request, _suggestion(request, number), form, status, latest),
    )


def _show_unmerge(request, suggestion, form, status=200, latest=None):
    context = {
        "suggestion": suggestion,
        "form": form,
        "latest": latest,
        "may_unmerge": permissions.can_unmerge(request.user, suggestion),
        "until": suggestion.concluded_at and suggestion.concluded_at + UNMERGE_WITHIN,
    }
    return render(request, "suggestions/unmerge.html", context, status=status)
