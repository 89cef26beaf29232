"""The reviewer's desk: the queue on the left, one suggestion and its decision on the right."""

import datetime as dt

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alliance_portal import keyset, workflow
from alliance_portal.text import clean, clean_line
from members.permissions import department_ids_headed_by

from .. import permissions, services, story
from ..filters import QueueFilter, QueueOverview, chosen_tab, kept, looked_for, queue_tabs
from ..forms.fields import VersionField
from ..forms.review import ASK, KEEP, TRANSFER, DecisionForm, ExplainForm, KindForm, SettleForm
from ..models import Sentence, Suggestion
from ..querysets import read_story
from ..services.details import LONGEST_PAUSE
from ..services.meeting import is_ready
from ..under_way import experienced
from . import panels
from .decisions import decide
from .desk import CONFLICT, latest_event, said_already
from .merging import about_the_same, say_merged

PAGE = "suggestions/queue.html"
PAGE_SIZE = 10
MOST_OFFERED = 200
# Keys of rows have no more.
MOST_DIGITS = 18
LONGEST_NUMBER = 20
KEPT = ("tab", "q", "unit", "cat", "sort")
Status = Suggestion.Status


@require_safe
def queue(request):
    """What waits for an answer, most urgent first, with the first one opened beside it."""
    waiting = Suggestion.objects.visible_to(request.user).to_review(request.user)
    if not permissions.has_queue(request.user) and not waiting.exists():
        raise PermissionDenied
    return render(request, PAGE, _desk(request))


@require_http_methods(["GET", "HEAD", "POST"])
def review(request, number):
    """One suggestion beside the queue, on a phone alone; takes the decision."""
    suggestion = _suggestion(request, number)
    if request.method == "POST":
        return _act(request, suggestion)
    return render(request, PAGE, _desk(request, suggestion, alone=True))


def _suggestion(request, number):
    suggestions = Suggestion.objects.visible_to(request.user).for_detail().with_photo_count().with_backers()
    suggestion = get_object_or_404(suggestions, number=number)
    if not permissions.can_open_in_queue(request.user, suggestion):
        raise PermissionDenied
    return suggestion


class Listing:
    """The part of the queue that the address asks for."""

    def __init__(self, request):
        everything = Suggestion.objects.visible_to(request.user).to_review(request.user)
        self.tabs = queue_tabs(timezone.localdate())
        self.tab = chosen_tab(self.tabs, request.GET.get("tab"))
        words = looked_for(request.GET)
        self.overview = QueueOverview(everything.saying(words) if words else everything, self.tabs)
        units = _units(self.overview.units, everything, clean_line(request.GET.get("unit")))
        rows = everything.filter(self.tab.condition)
        self.filter = QueueFilter(request.GET, queryset=rows, units=units, order=self.tab.order)
        self.counts = self.overview.counts(**self.filter.chosen)
        self.query = kept(request.GET, KEPT)

    @property
    def in_practice(self):
        """Of all shops and categories, as the page it leads to lists them."""
        return self.overview.counts()["tracking"]

    @property
    def kept_tab(self):
        """What the filter form has to carry along."""
        return {"tab": self.tab.code}

    def page(self, request):
        rows = self.filter.qs.for_detail().with_photo_count().with_backers()
        return keyset.page(request, rows, self.filter.order, PAGE_SIZE, known=self.counts[self.tab.code])

    def after(self, suggestion, user):
        """Number of the next one the user may decide, from this one on and round to the first; None after the last."""
        order, others = self.filter.order, self.filter.qs.not_by(user).exclude(pk=suggestion.pk)
        # Read with what it is sorted by; where it is in another part of the queue, this part begins anew.
        here = self.filter.qs.filter(pk=suggestion.pk).first()
        following = order.sort(order.beyond(others, order.key(here))).first() if here else None
        following = following or order.sort(others).first()
        return following and following.number


def _units(units, suggestions, asked):
    """The shops to choose from: a shop stays chosen when its last suggestion has been answered."""
    is_empty_now = asked and asked not in units and suggestions.filter(shop__name=asked).exists()
    return [*units, asked] if is_empty_now else units


def _desk(request, chosen=None, *, forms=None, **more):
    listing = Listing(request)
    page = listing.page(request)
    chosen = chosen or next(iter(page.object_list), None)
    for suggestion in page.object_list:
        suggestion.is_chosen = suggestion == chosen
    return {
        "listing": listing,
        "page_obj": page,
        "tabs": [{"tab": tab, "count": listing.counts[tab.code]} for tab in listing.tabs],
        "query": listing.query.urlencode(),
        "chosen": chosen,
        **(_record(request, chosen, **(forms or {})) if chosen else {}),
        **more,
    }


def _record(request, suggestion, form=None, kind_form=None, explain_form=None):
    """What the page needs to show one suggestion and what may be done with it."""
    user = request.user
    form = form or _form_for(request, suggestion, typed=_begun(request, suggestion))
    # What nobody has touched and what has no photo costs no question to the database.
    touched = suggestion.version > 1 or suggestion.conclusion
    if touched:
        read_story(suggestion)
    return {
        "photos": suggestion.photos.all() if suggestion.photo_count else [],
        "history": story.timeline(suggestion, mine=False) if touched else [],
        "answers": story.answers(suggestion) if suggestion.conclusion else [],
        "form": form,
        "is_settling": isinstance(form, SettleForm),
        "owners": likely_owners(user, suggestion) if form else [],
        "kind_form": kind_form or KindForm(suggestion=suggestion),
        "explain_form": explain_form or ExplainForm(suggestion=suggestion),
        "may_explain": permissions.can_explain(user, suggestion),
        "has_refused": permissions.has_refused(user, suggestion),
        "may_reclassify": permissions.can_reclassify(user, suggestion),
        "may_take": permissions.can_take(user, suggestion),
        "may_call_panel": permissions.can_call_panel(user, suggestion),
        "may_list": is_ready(suggestion) and permissions.can_keep_meetings(user),
        **panels.beside(user, suggestion),
        "may_resume": permissions.can_resume(user, suggestion),
        "resume_on": _resume_on(suggestion),
        "is_followed": hasattr(suggestion, "implementation"),
        "is_own": permissions.is_proposer(user, suggestion),
        **about_the_same(user, suggestion, form),
        "today": timezone.localdate(),
    }


def _form_for(request, suggestion, *args, typed=None):
    """The form of what this person may decide now, None when that is nothing."""
    user, facts = request.user, {"suggestion": suggestion, "typed": typed}
    if permissions.can_answer(user, suggestion):
        return DecisionForm(*args, sentences=_sentences(user, suggestion), by=user, **facts)
    if permissions.can_settle(user, suggestion):
        return SettleForm(*args, headed=department_ids_headed_by(user), **facts)
    return None


def _sentences(user, suggestion):
    return list(Sentence.objects.visible_to(user).offered_in(suggestion.enterprise))


def _begun(request, suggestion):
    """What was chosen by a link, for whoever has no script: a ready sentence, or what to merge into."""
    if into := clean_line(request.GET.get("into"))[:LONGEST_NUMBER]:
        return {"decision": Suggestion.Conclusion.MERGED, "into": into}
    chosen = request.GET.get("say", "")
    if not chosen.isdecimal() or len(chosen) > MOST_DIGITS:
        return None
    offered = Sentence.objects.visible_to(request.user).offered_in(suggestion.enterprise)
    sentence = offered.filter(pk=int(chosen)).first()
    return {"answer": sentence.text} if sentence else None


def _resume_on(suggestion):
    """The day on which the worker's time to add details is over."""
    since = suggestion.waiting_since
    return timezone.localdate(since + dt.timedelta(days=LONGEST_PAUSE)) if since else None


def likely_owners(user, suggestion):
    """People to choose an owner from while typing: those who have put most into practice first."""
    people = experienced(suggestion.enterprise)
    if not permissions.can_answer(user, suggestion):
        people = people.filter(department__in=department_ids_headed_by(user))
    return people[:MOST_OFFERED]


def _act(request, suggestion):
    """Do what the pressed button says; a decision is the rule."""
    if not (permissions.can_review(request.user, suggestion) or permissions.can_settle(request.user, suggestion)):
        raise PermissionDenied
    moves = {"take": _take, "resume": _resume, "kind": _reclassify, "explain": _explain, "swap": _swap}
    return moves.get(request.POST.get("move"), _answer)(request, suggestion)


def _take(request, suggestion):
    return _move_on(request, suggestion, services.take, _("Taken up. The worker sees that it is in your hands."))


def _resume(request, suggestion):
    return _move_on(request, suggestion, services.resume, _("It goes on without the details."))


def _move_on(request, suggestion, service, message):
    """A move without words: the page comes back with what is so now."""
    if not permissions.can_review(request.user, suggestion):
        raise PermissionDenied
    try:
        service(suggestion, by=request.user, version=_version(request))
        messages.success(request, message)
    except workflow.WorkflowError as error:
        messages.warning(request, error.message)
    return redirect(_address("suggestions:review", request, suggestion.number))


def _reclassify(request, suggestion):
    if not permissions.can_reclassify(request.user, suggestion):
        raise PermissionDenied
    form = KindForm(request.POST, suggestion=suggestion)
    if form.is_valid():
        try:
            fresh = services.reclassify(suggestion, by=request.user, **form.cleaned_data)
        except workflow.StaleError:
            return _conflict(request, suggestion)
        except workflow.WorkflowError as error:
            form.add_error(None, error.message)
        else:
            done = _("%(number)s is now called “%(kind)s”; the answer is due by %(day)s.")
            facts = {"number": fresh.number, "kind": fresh.get_kind_display(), "day": story.day_words(fresh.due_on)}
            messages.success(request, done % facts)
            return redirect(_address("suggestions:review", request, suggestion.number))
    return render(request, PAGE, _desk(request, suggestion, forms={"kind_form": form}, alone=True))


def _explain(request, suggestion):
    form = ExplainForm(request.POST, suggestion=suggestion)
    if not permissions.can_explain(request.user, suggestion):
        return _conflict(request, suggestion)
    if form.is_valid():
        try:
            services.explain(suggestion, by=request.user, **form.cleaned_data)
        except workflow.StaleError as error:
            return _conflict(request, error.record)
        except workflow.WorkflowError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("%(number)s has been explained.") % {"number": suggestion.number})
            return redirect(_address("suggestions:queue", request))
    return render(request, PAGE, _desk(request, suggestion, forms={"explain_form": form}, alone=True))


def _version(request):
    return VersionField().clean(request.POST.get("version"))


def _address(name, request, *numbers):
    query = kept(request.GET, KEPT).urlencode()
    return reverse(name, args=numbers) + (f"?{query}" if query else "")


def _answer(request, suggestion):
    form = _form_for(request, suggestion, request.POST, request.FILES)
    if form is None or _version(request) != suggestion.version:
        return _conflict(request, suggestion)
    if not form.is_valid():
        return render(request, PAGE, _desk(request, suggestion, forms={"form": form}, alone=True))
    following = Listing(request).after(suggestion, request.user)
    try:
        decide(suggestion, form, by=request.user)
    except (workflow.StaleError, workflow.TransitionError) as error:
        return _conflict(request, error.record)
    except workflow.WorkflowError as error:
        form.add_error(None, error.message)
        return render(request, PAGE, _desk(request, suggestion, forms={"form": form}, alone=True))
    return _answered(request, suggestion, following, form.cleaned_data["decision"])


def _swap(request, suggestion):
    """Decide on the later one instead, so that the first proposer keeps the right; what was typed comes along."""
    form = _form_for(request, suggestion, request.POST)
    later = None if form is None or form.is_valid() else form.comes_too_late
    if not later or not permissions.can_answer(request.user, later):
        return _answer(request, suggestion)
    chosen = _suggestion(request, later.number)
    typed = request.POST.dict() | {"into": suggestion.number}
    form = _form_for(request, chosen, typed=typed)
    return render(request, PAGE, _desk(request, chosen, forms={"form": form}, alone=True))


def _answered(request, suggestion, following, decision=None):
    if decision == Suggestion.Conclusion.MERGED:
        say_merged(request, suggestion)
    else:
        messages.success(request, _done(decision) % {"number": suggestion.number})
    if following:
        return redirect(_address("suggestions:review", request, following))
    return redirect(_address("suggestions:queue", request))


def _done(decision):
    said = {
        ASK: _("%(number)s: the worker has been asked for details."),
        TRANSFER: _("%(number)s has been handed on. The promised day stays."),
        KEEP: _("%(number)s stays in reserve and comes back in a year."),
    }
    return said.get(decision) or _("%(number)s has been answered. The worker sees it now.")


def _conflict(request, suggestion):
    """Somebody was faster: say who and what, show how it stands, and keep the words that were typed."""
    fresh = _suggestion(request, suggestion.number)
    latest, typed = latest_event(fresh), request.POST.get("answer", "")
    if said_already(latest, request.user, clean(typed)):
        asked = ASK if fresh.status == Status.NEEDS_INFO else None
        return _answered(request, fresh, Listing(request).after(fresh, request.user), asked)
    form = _form_for(request, fresh, typed=request.POST.dict())
    words = "\n".join(filter(None, [typed, request.POST.get("would_change")]))
    context = _desk(request, fresh, forms={"form": form}, alone=True, latest=latest, typed=words)
    return render(request, PAGE, context, status=CONFLICT)
