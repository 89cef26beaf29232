"""What a worker sees: the form, the proof that it arrived, everything of one's own, and what became of each."""

import uuid
from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alliance_portal.workflow import WorkflowError

from .. import duplicates, permissions, services, story
from ..forms.worker import OwnForm, RateForm, SuggestionForm
from ..guests import for_guests_too
from ..models import Slip, Suggestion
from . import merging

PAGE_SIZE = 20
BACKED_SHOWN = 3


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    """The form is open to everybody, so that nobody has to sign in before writing; sending needs an account."""
    if request.method == "POST":
        return _send(request)
    return _show_form(request, form_for(request.user)(initial={"key": uuid.uuid4()}))


def form_for(user):
    """The form that fits this person: with an account colleagues can be named."""
    if permissions.can_submit(user):
        return partial(OwnForm, person=user.person_or_none)
    return SuggestionForm


def _send(request):
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if not permissions.can_submit(request.user):
        raise PermissionDenied
    form = form_for(request.user)(request.POST, request.FILES)
    if form.is_valid():
        try:
            suggestion = services.submit(by=request.user, **form.facts)
            return redirect("suggestions:sent", suggestion.number)
        except WorkflowError as refusal:
            form.add_error(None, refusal.message)
    return _show_form(request, form)


def _show_form(request, form):
    person = getattr(request.user, "person_or_none", None)
    may_send = permissions.can_submit(request.user)
    context = {"form": form, "person": person, "may_send": may_send, "offers_similar": may_send}
    return render(request, "suggestions/new.html", context)


@require_safe
def sent(request, number):
    """The proof: its number, and the day by which it is answered. For whoever sent it in."""
    suggestion = get_object_or_404(Suggestion.objects.visible_to(request.user).mine(request.user), number=number)
    return render(
        request, "suggestions/sent.html", {"suggestion": suggestion, "answer_by": story.day_words(suggestion.due_on)}
    )


@require_safe
def mine(request):
    """First what waits for me, then all that I have sent in."""
    visible = Suggestion.objects.visible_to(request.user).with_events()
    sent_in = visible.mine(request.user)
    page = Paginator(sent_in, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "named_together": [_row(one, mine=True) for one in visible.named_together(request.user)],
        "to_add_or_confirm": [_row(one, mine=True) for one in sent_in.waiting_for_author()],
        "to_put_into_practice": [_row(one, mine=False) for one in visible.owned_by(request.user).waiting_for_owner()],
        "perhaps_mine": _perhaps_mine(request.user),
        "backed": duplicates.in_short_to(request.user, duplicates.backed(request.user)[:BACKED_SHOWN]),
        "rows": [_row(one, mine=True) for one in page],
        "page_obj": page,
        "may_send": permissions.can_submit(request.user),
    }
    return render(request, "suggestions/mine.html", context)


def _perhaps_mine(user):
    """What somebody sent in without an account under this person's number."""
    return Slip.objects.visible_to(user).select_related("suggestion")


@require_POST
def claim(request, number):
    """The person with the number on the slip says whether it is theirs."""
    slip = get_object_or_404(_perhaps_mine(request.user), suggestion__number=number)
    suggestion = slip.suggestion
    try:
        if request.POST.get("answer") == "yes":
            services.join(suggestion, by=request.user)
            messages.success(request, _("It stands under your suggestions now."))
        else:
            services.disown(suggestion, by=request.user)
            messages.success(request, _("Thank you. Your number no longer stands beside it."))
    except WorkflowError as refusal:
        messages.warning(request, refusal.message)
    return redirect("suggestions:mine")


def _row(suggestion, *, mine):
    return {
        "suggestion": suggestion,
        "look": story.look(suggestion),
        "label": story.label(suggestion),
        "sentence": story.sentence(suggestion, mine),
        "received": story.day_words(story.local_day(suggestion.received_at)),
    }


@for_guests_too
@require_safe
def detail(request, number):
    """Where it stands, the answer, what was proposed, and everything that happened."""
    suggestion = get_object_or_404(Suggestion.objects.visible_to(request.user).with_story(), number=number)
    return render(request, "suggestions/detail.html", story_of(suggestion, request.user))


def story_of(suggestion, user):
    """What a page needs to show a suggestion to this user."""
    is_mine = permissions.is_proposer(user, suggestion)
    photos = list(suggestion.photos.all())
    return {
        "suggestion": suggestion,
        "mine": is_mine,
        "proposers": story.author_names(suggestion),
        "recorder": story.recorder(suggestion),
        "look": story.look(suggestion),
        "headline": story.headline(suggestion, is_mine),
        "sentence": story.sentence(suggestion, is_mine),
        "question": story.question(suggestion),
        "steps": story.steps(suggestion),
        "answers": story.answers(suggestion),
        "timeline": story.timeline(suggestion, is_mine),
        "photos_before": [photo for photo in photos if photo.kind == photo.Kind.BEFORE],
        "photos_after": [photo for photo in photos if photo.kind == photo.Kind.AFTER],
        "benefit": getattr(suggestion, "benefit", None),
        **merging.told_of_the_same(user, suggestion),
        "can_withdraw": permissions.can_withdraw(user, suggestion),
        "can_supplement": permissions.can_supplement(user, suggestion),
        "can_confirm": permissions.can_confirm(user, suggestion),
        "can_name_together": permissions.can_name_together(user, suggestion),
        "can_confirm_together": permissions.can_confirm_together(user, suggestion),
        "can_ask_again": permissions.can_ask_again(user, suggestion),
        "can_appeal": permissions.can_appeal(user, suggestion),
        "rate_form": RateForm(auto_id="rate-%s") if permissions.can_rate(user, suggestion) else None,
        "can_show_name": permissions.can_show_name(user, suggestion),
        "can_report": permissions.can_report(user, suggestion),
    }
