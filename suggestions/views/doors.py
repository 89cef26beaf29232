"""The ways in from a poster and back with a query code: both work without an account."""

from functools import partial

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from .. import guests, permissions, services, story
from ..forms.worker import GuestForm, TrackForm
from ..models import Poster, Suggestion
from ..services import slips
from ..services.clock import promised_days
from . import drafting
from .worker import form_for, to_proof

JUST_SENT = "just_sent"
IMPROVEMENTS_SHOWN = 3
TOO_MANY = 429


@guests.for_writers
@require_http_methods(["GET", "HEAD", "POST"])
def door(request, code):
    """Where the poster's QR code leads: the form with the place filled in, for people with and without an account."""
    poster = get_object_or_404(Poster.objects.select_related("enterprise", "department__parent"), code=code.upper())
    if poster.stopped_at:
        return render(request, "suggestions/door_stopped.html", {"enterprise": poster.enterprise}, status=410)
    if request.method == "POST":
        return _send(request, poster)
    return _show(request, poster, drafting.opened(request, _form_class(request)))


def _form_class(request):
    return form_for(request.user) if permissions.can_submit(request.user) else GuestForm


def _send(request, poster):
    form = drafting.received(request, _form_class(request), door=poster.code)
    if drafting.KEEP in request.POST:
        draft = drafting.kept(request, form, poster=poster)
        return drafting.to_draft(request, draft) if draft else _show(request, poster, form)
    if permissions.can_submit(request.user):
        suggestion = drafting.sent(
            request, form, partial(services.submit, by=request.user, poster=poster), poster=poster
        )
        return to_proof(request, suggestion) if suggestion else _show(request, poster, form)
    return _send_without_account(request, poster, form)


def _send_without_account(request, poster, form):
    if form.is_valid() and not guests.may_try(request, "guest_suggestion", poster.code):
        form.add_error(None, _("Very many suggestions came in by this poster. Please try again in an hour."))
        drafting.save_photos(request, form, poster=poster)
        return _show(request, poster, form, status=TOO_MANY)
    submit = partial(services.submit_without_account, poster=poster, guest=guests.writer_of(request).guest)
    suggestion = drafting.sent(request, form, submit, poster=poster)
    if suggestion is None:
        return _show(request, poster, form)
    guests.let_in(request, suggestion)
    request.session[JUST_SENT] = {"number": suggestion.number, "code": slips.code_of(form.key)}
    return redirect(reverse("suggestions:arrived") + drafting.pending(request))


def _show(request, poster, form, status=200):
    done = ((one.title, story.local_day(one.implemented_at)) for one in poster.improvements[:IMPROVEMENTS_SHOWN])
    context = {
        "poster": poster,
        "form": form,
        "has_account": permissions.can_submit(request.user),
        "offers_similar": permissions.can_submit(request.user),
        "days": promised_days(poster.enterprise, Suggestion.Kind.SUGGESTION),
        "drafts": drafting.held_back(request, request.path, without=form.draft),
        "improvements": [{"title": title, "day": story.day_words(day)} for title, day in done],
    }
    return render(request, "suggestions/door.html", context, status=status)


@login_not_required
@never_cache
@require_safe
def arrived(request):
    """The proof for whoever sent without an account: number, day, and the query code, to be written down or printed."""
    sent = request.session.get(JUST_SENT)
    guest = guests.recognise(request)
    if not sent or guest is None:
        return redirect("suggestions:find")
    suggestion = Suggestion.objects.visible_to(guest).filter(number=sent["number"]).first()
    if suggestion is None:
        raise Http404
    context = {"suggestion": suggestion, "code": sent["code"], "answer_by": story.day_words(suggestion.due_on)}
    return render(request, "suggestions/arrived.html", context | drafting.still_to_come(request, suggestion, guest))


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def find(request):
    """Number and query code open what was sent in without an account; a wrong one says no more than that."""
    form = TrackForm(request.POST or None, initial={"number": request.GET.get("number", "")[:20]})
    if request.method != "POST" or not form.is_valid():
        return render(request, "suggestions/find.html", {"form": form})
    if not guests.may_try(request, "query_code", form.cleaned_data["number"]):
        form.add_error(None, _("Too many tries. Please wait an hour and try again."))
        return render(request, "suggestions/find.html", {"form": form}, status=TOO_MANY)
    suggestion = slips.find(form.cleaned_data["number"], form.cleaned_data["code"])
    if suggestion is None:
        form.add_error(None, _("The number or the query code is not right. Please compare both with your note."))
        return render(request, "suggestions/find.html", {"form": form})
    guests.let_in(request, suggestion)
    return redirect(suggestion)
