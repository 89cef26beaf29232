"""What a worker sees: the form, the proof that it arrived, everything of one's own, and what became of each."""

import uuid
from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alliance_portal.workflow import WorkflowError
from workshops.models import HelpRequest

from .. import duplicates, permissions, services, story
from ..forms.consent import ConsentForm
from ..forms.worker import OwnForm, RateForm, SuggestionForm
from ..guests import for_guests_too
from ..models import Panel, Reward, Slip, Suggestion
from . import drafting, merging

PAGE_SIZE = 20
BACKED_SHOWN = 3
# Of one's rewards the newest; each stands on the page of its suggestion too.
REWARDS_SHOWN = 10


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    """The form is open to everybody, so that nobody has to sign in before writing; sending needs an account."""
    if request.method == "POST":
        return _send(request)
    if not permissions.can_submit(request.user):
        return _show_form(request, SuggestionForm(initial={"key": uuid.uuid4()}))
    return _show_form(request, drafting.opened(request, form_for(request.user)))


def form_for(user):
    """The form of somebody with an account: colleagues can be named."""
    return partial(OwnForm, person=user.person_or_none)


def _send(request):
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if not permissions.can_submit(request.user):
        raise PermissionDenied
    form = drafting.received(request, form_for(request.user))
    if drafting.KEEP in request.POST:
        draft = drafting.kept(request, form)
        return drafting.to_draft(request, draft) if draft else _show_form(request, form)
    suggestion = drafting.sent(request, form, partial(services.submit, by=request.user))
    return to_proof(request, suggestion) if suggestion else _show_form(request, form)


def to_proof(request, suggestion):
    return redirect(reverse("suggestions:sent", args=[suggestion.number]) + drafting.pending(request))


def _show_form(request, form):
    may_send = permissions.can_submit(request.user)
    context = {
        "form": form,
        "person": getattr(request.user, "person_or_none", None),
        "may_send": may_send,
        "offers_similar": may_send,
        "drafts": drafting.held_back(request, request.path, without=form.draft) if may_send else [],
    }
    return render(request, "suggestions/new.html", context)


@require_safe
def sent(request, number):
    """The proof: its number, and the day by which it is answered. For whoever sent it in."""
    mine = Suggestion.objects.visible_to(request.user).mine(request.user)
    suggestion = get_object_or_404(mine.prefetch_related("photos", "proposers__person"), number=number)
    context = {"suggestion": suggestion, "answer_by": story.day_words(suggestion.due_on)}
    return render(request, "suggestions/sent.html", context | drafting.still_to_come(request, suggestion, request.user))


@require_safe
def mine(request):
    """First what waits for me, then all that I have sent in."""
    visible = Suggestion.objects.visible_to(request.user).of_own(request.user).with_events()
    sent_in = visible.mine(request.user)
    page = Paginator(sent_in, PAGE_SIZE).get_page(request.GET.get("page"))
    rewards = Reward.objects.visible_to(request.user).of_author(request.user).for_author()[:REWARDS_SHOWN]
    context = {
        "named_together": [_row(one, mine=True) for one in visible.named_together(request.user)],
        "to_add_or_confirm": [_row(one, mine=True) for one in sent_in.waiting_for_author()],
        "to_put_into_practice": [_row(one, mine=False) for one in visible.owned_by(request.user).waiting_for_owner()],
        "asked_for_help": HelpRequest.objects.visible_to(request.user).waiting_for(request.user).for_list(),
        "to_judge": Panel.objects.visible_to(request.user).to_judge(request.user),
        "perhaps_mine": _perhaps_mine(request.user),
        "drafts": drafting.held_back(request, reverse("suggestions:new")),
        "backed": duplicates.in_short_to(request.user, duplicates.backed(request.user)[:BACKED_SHOWN]),
        "reward_news": story.reward_news(rewards, request.user),
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


def _reward_news(suggestion, user):
    return story.reward_news(suggestion.rewards.told_to_the_author().for_author(), user)


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
    consent = permissions.consent_of(user, suggestion) if is_mine else None
    may_consent = consent is None and permissions.can_consent(user, suggestion)
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
        "practice": story.practice(suggestion),
        "reward_news": _reward_news(suggestion, user) if is_mine else [],
        "can_withdraw": permissions.can_withdraw(user, suggestion),
        "can_supplement": permissions.can_supplement(user, suggestion),
        "can_add_photos": permissions.can_add_photos(user, suggestion),
        "can_confirm": permissions.can_confirm(user, suggestion),
        "can_name_together": permissions.can_name_together(user, suggestion),
        "can_confirm_together": permissions.can_confirm_together(user, suggestion),
        "can_ask_again": permissions.can_ask_again(user, suggestion),
        "can_appeal": permissions.can_appeal(user, suggestion),
        "rate_form": RateForm(auto_id="rate-%s") if permissions.can_rate(user, suggestion) else None,
        "can_nudge": permissions.can_nudge(user, suggestion),
        "can_urge": permissions.can_urge(user, suggestion),
        "consent": consent,
        "consent_form": ConsentForm(auto_id="consent-%s") if may_consent else None,
        "can_open_file": permissions.can_open_file(user, suggestion),
        "can_show_name": permissions.can_show_name(user, suggestion),
        "can_report": permissions.can_report(user, suggestion),
    }
