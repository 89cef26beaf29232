"""Review meetings: planning, the list, what is concluded for each, and publishing it together."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from alliance_portal import workflow
from alliance_portal.keyset import Order
from members.models import Enterprise
from members.permissions import enterprise_ids_with, has_role

from .. import permissions, services
from ..filters import Tab
from ..forms.fields import VersionField
from ..forms.meeting import DraftForm, MeetingForm, NumbersForm
from ..models import Meeting, Suggestion
from ..querysets import MEETING_ROLES
from ..services.meeting import PublishError, problems_of
from ..statistics.panel import advice_on
from ..under_way import experienced
from .desk import CONFLICT, tabbed
from .review import MOST_OFFERED


@require_http_methods(["GET", "HEAD", "POST"])
def meetings(request):
    """All meetings, and a form to plan one; `put` in the address is a suggestion that looks for its meeting."""
    if not permissions.can_keep_meetings(request.user):
        raise PermissionDenied
    put = _to_put(request)
    form = MeetingForm(request.POST or None, enterprises=_enterprises(request.user))
    if request.method == "POST" and form.is_valid():
        planned = services.plan_meeting(by=request.user, **form.facts)
        messages.success(request, _("The meeting is planned."))
        return _put(request, planned, [put]) if put else redirect(planned)
    tabs = [
        Tab("planned", pgettext("meetings", "Planned"), Q(published_at=None), Order("held_on", "pk")),
        Tab("published", pgettext("meetings", "Published"), Q(published_at__isnull=False)),
    ]
    rows = Meeting.objects.visible_to(request.user).for_list()
    context = {**tabbed(request, rows, tabs, Order("-held_on", "-pk")), "form": form, "put": put}
    return render(request, "suggestions/meetings.html", context)


def _enterprises(user):
    held = enterprise_ids_with(user, *MEETING_ROLES)
    return Enterprise.objects.visible_to(user).active().filter(pk__in=held)


def _to_put(request):
    """The suggestion that the address brings along, None when it is none that waits for an answer."""
    waiting = Suggestion.objects.visible_to(request.user).in_hand()
    return waiting.filter(number=request.GET.get("put", "")).first()


def _meeting(request, pk):
    held = get_object_or_404(Meeting.objects.visible_to(request.user).select_related("enterprise"), pk=pk)
    if not has_role(request.user, held.enterprise_id, *MEETING_ROLES):
        raise PermissionDenied
    return held


def _planned(request, pk):
    """A meeting whose list this person may change."""
    held = _meeting(request, pk)
    if not permissions.can_keep_meeting(request.user, held):
        raise PermissionDenied
    return held


def _items(held):
    """The list in its order, each item with what stands against publishing it and what a panel advises."""
    items = list(held.items.for_list())
    against = {} if held.published_at else dict(problems_of(items, today=timezone.localdate()))
    for place, item in enumerate(items, 1):
        item.place, item.problem = place, against.get(item, "")
        item.advice = advice_on(item.suggestion)
    return items


def _item(items, number):
    """(the item of that number or None, the one before it, the one after it)."""
    place = next((place for place, item in enumerate(items) if item.suggestion.number == number), None)
    if place is None:
        return None, None, None
    around = [None, *items, None]
    return items[place], around[place], around[place + 2]


@require_http_methods(["GET", "HEAD", "POST"])
def meeting(request, pk):
    """The list with what is drafted so far."""
    if request.method == "POST":
        held = _planned(request, pk)
        return _take_off(request, held) if request.POST.get("move") == "off" else _add(request, held)
    return _show(request, _meeting(request, pk))


def _show(request, held, form=None):
    user = request.user
    context = {
        "meeting": held,
        "items": _items(held),
        "form": form or NumbersForm(suggestions=_waiting(user, held)),
        "may_keep": permissions.can_keep_meeting(user, held),
        "publishes": permissions.role_at_meeting(user, held) == "reviewer",
    }
    return render(request, "suggestions/meeting.html", context)


def _waiting(user, held):
    """What can be put on the list."""
    return Suggestion.objects.visible_to(user).in_hand().filter(enterprise=held.enterprise_id)


def _add(request, held):
    form = NumbersForm(request.POST, suggestions=_waiting(request.user, held))
    if not form.is_valid():
        return _show(request, held, form)
    return _put(request, held, form.cleaned_data["numbers"])


def _put(request, held, suggestions):
    role = permissions.role_at_meeting(request.user, held)
    for suggestion in suggestions:
        try:
            services.put_on_list(held, suggestion, by=request.user, role=role)
            messages.success(request, _("%(number)s is on the list.") % {"number": suggestion.number})
        except workflow.WorkflowError as refusal:
            messages.warning(request, refusal.message)
    return redirect(held)


def _take_off(request, held):
    item = held.items.for_list().filter(suggestion__number=request.POST.get("number", "")).first()
    if item:
        services.take_off_list(item, by=request.user, role=permissions.role_at_meeting(request.user, held))
        messages.success(request, _("%(number)s is no longer on the list.") % {"number": item.suggestion.number})
    return redirect(held)


@require_http_methods(["GET", "HEAD", "POST"])
def item(request, pk, number):
    """What the meeting concludes for one suggestion: the reviewer's own form, kept as a draft."""
    held = _planned(request, pk)
    shown = get_object_or_404(held.items.for_list(), suggestion__number=number)
    if request.method != "POST":
        return _show_item(request, held, number, DraftForm(item=shown))
    form = DraftForm(request.POST, item=shown)
    if not form.is_valid():
        return _show_item(request, held, number, form)
    facts = {"version": form.cleaned_data["version"], "seen_version": form.cleaned_data["seen"]}
    try:
        services.draft(shown, by=request.user, **facts, **form.words)
    except workflow.WorkflowError as refusal:
        return _show_item(request, held, number, form, refusal=refusal)
    messages.success(request, _("%(number)s: the draft is kept.") % {"number": number})
    return redirect(held)


def _show_item(request, held, number, form, *, refusal=None):
    """After a refusal the item as it is now, with everything typed and ready to be sent again."""
    shown, before, after = _item(_items(held), number)
    if refusal:
        form.data = form.data.copy()
        form.data.update({"version": shown.version, "seen": shown.suggestion.version})
        form.add_error(None, refusal.message)
    context = {
        "meeting": held,
        "item": shown,
        "before": before,
        "after": after,
        "suggestion": shown.suggestion,
        "photos": shown.suggestion.photos.all(),
        "form": form,
        "owners": experienced(held.enterprise)[:MOST_OFFERED],
    }
    return render(request, "suggestions/meeting_item.html", context, status=CONFLICT if refusal else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def publish(request, pk):
    """Ask first, listing everything; then all of it is answered, or nothing."""
    held = _meeting(request, pk)
    if permissions.role_at_meeting(request.user, held) != "reviewer":
        raise PermissionDenied
    if held.published_at:
        return _published(request, held, now=False)
    may_publish = permissions.can_publish(request.user, held)
    if request.method != "POST" or not may_publish:
        return _ask(request, held, may_publish=may_publish, status=CONFLICT if request.method == "POST" else 200)
    try:
        now = services.publish(held, by=request.user, version=VersionField().clean(request.POST.get("version")))
    except PublishError as refusal:
        return _ask(request, held, may_publish=True, refusal=refusal, status=CONFLICT)
    except workflow.WorkflowError as refusal:
        return _ask(request, _meeting(request, pk), may_publish=True, refusal=refusal, status=CONFLICT)
    return _published(request, held, now=now)


def _published(request, held, *, now):
    if now:
        messages.success(request, _("Everything is published. The workers see their answers now."))
    else:
        messages.warning(request, _("Somebody else has published it already."))
    return redirect(held)


def _ask(request, held, *, may_publish, refusal=None, status=200):
    items = _items(held)
    context = {
        "meeting": held,
        "items": items,
        "may_publish": may_publish and items and not any(item.problem for item in items),
        "for_others": not may_publish,
        "own": [item for item in items if _is_openly_own(request.user, item.suggestion)],
        "refusal": refusal,
    }
    return render(request, "suggestions/meeting_publish.html", context, status=status)


def _is_openly_own(user, suggestion):
    """Others may be looking on: which of the hidden names is the own one is not said."""
    return not suggestion.name_hidden and not permissions.can_review(user, suggestion)


@require_safe
def paper(request, pk):
    """The list on A4, to be signed."""
    held = _meeting(request, pk)
    return render(request, "suggestions/meeting_paper.html", {"meeting": held, "items": _items(held)})


@require_safe
def show(request, pk):
    """The list in large type, for everybody in the room; the same whoever is signed in."""
    held = _meeting(request, pk)
    return render(request, "suggestions/meeting_show.html", {"meeting": held, "items": _items(held)})


@require_safe
def show_one(request, pk, number):
    """One suggestion in large type."""
    held = _meeting(request, pk)
    shown, before, after = _item(_items(held), number)
    if shown is None:
        raise Http404
    context = {
        "meeting": held,
        "item": shown,
        "before": before,
        "after": after,
        "suggestion": shown.suggestion,
        "photos": shown.suggestion.photos.all(),
    }
    return render(request, "suggestions/meeting_show_one.html", context)
