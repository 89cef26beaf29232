"""The reward ledger of an enterprise: its lists, what has been awarded for a suggestion, and a new proposal."""

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alliance_portal import keyset
from alliance_portal.workflow import WorkflowError
from members.models import Department
from members.permissions import enterprise_ids_with, has_role

from .. import permissions, services, story
from ..filters import chosen_tab, count_tabs, kept
from ..forms.rewards import ProposeForm
from ..models import Reward, RewardShare, Suggestion
from ..querysets import REWARD_ROLES
from ..reward_filters import NEWEST, RESERVED_LAST, TO_PROPOSE, RewardFilter, UnitFilter, reward_tabs, usual_tab
from ..templatetags.workbench import who_did
from .desk import PAGE_SIZE, carry_out

FILTERS = ("tab", "unit", "basis", "year")


@require_safe
def rewards(request):
    """What is to be proposed, approved, sent, paid, confirmed; the sums of what the filters leave."""
    if not permissions.can_see_rewards(request.user):
        raise PermissionDenied
    units = _units(request.user)
    open_to = UnitFilter(request.GET, queryset=_to_propose(request.user), units=units)
    filtered = RewardFilter(request.GET, queryset=_rewards(request.user), units=units)
    code = request.GET.get("tab") or usual_tab({role for role, _enterprise in request.user.roles})
    context = _listing(request, code, open_to.qs, filtered.qs)
    context |= {
        "filter": open_to if context["to_propose"] else filtered,
        "query": kept(request.GET, FILTERS),
        "kept_tab": {"tab": context["code"]},
        "totals": _totals(request.user, filtered.qs),
        "may_send": permissions.can_send_rewards(request.user),
        "may_see_batches": permissions.can_see_batches(request.user),
    }
    return render(request, "suggestions/rewards/list.html", context)


def _units(user):
    held = enterprise_ids_with(user, *REWARD_ROLES)
    shops = Department.objects.visible_to(user).shops().filter(enterprise__in=held)
    return list(dict.fromkeys(shops.order_by("name").values_list("name", flat=True)))


def _to_propose(user):
    return Suggestion.objects.visible_to(user).to_reward(user)


def _rewards(user):
    missing = RewardShare.objects.visible_to(user).filter(reward=OuterRef("pk"), missing_at__isnull=False)
    return Reward.objects.visible_to(user).in_ledger_of(user).annotate(has_missing=Exists(missing))


def _listing(request, code, open_to, rewards):
    """The tabs with their counts, and the rows of the chosen one: suggestions, or rewards."""
    tabs = reward_tabs()
    counts = count_tabs(rewards, tabs) | {TO_PROPOSE: keyset.capped(open_to)}
    tab = chosen_tab(tabs, code)
    code = TO_PROPOSE if code == TO_PROPOSE else tab.code
    labels = [(TO_PROPOSE, _("To be proposed")), *((one.code, one.label) for one in tabs)]
    if code == TO_PROPOSE:
        rows, order = open_to.for_detail(), RESERVED_LAST
    else:
        rows, order = rewards.filter(tab.condition).for_list(), tab.order or NEWEST
    return {
        "code": code,
        "to_propose": code == TO_PROPOSE,
        "tabs": [{"code": one, "label": label, "count": counts[one]} for one, label in labels],
        "label": dict(labels)[code],
        "page_obj": keyset.page(request, rows, order, PAGE_SIZE, known=counts[code]),
    }


def _totals(user, rewards):
    return RewardShare.objects.visible_to(user).filter(reward__in=rewards.order_by().values("pk")).totals()


@require_safe
def reward(request, number):
    """Everything awarded for one suggestion, each step of it, and what may be done now."""
    suggestion = _suggestion(request.user, number)
    if not has_role(request.user, suggestion.enterprise_id, *REWARD_ROLES):
        raise PermissionDenied
    found = Reward.objects.visible_to(request.user).filter(suggestion=suggestion).for_ledger()
    proposes = permissions.proposes_rewards(request.user, suggestion.enterprise_id)
    obstacle = services.rewards.why_not_proposed(suggestion, request.user)
    context = {
        "suggestion": suggestion,
        "rewards": [card_of(one, request.user) for one in found],
        "may_propose": proposes and not obstacle,
        "obstacle": obstacle if proposes else "",
    }
    return render(request, "suggestions/rewards/ledger.html", context)


def _suggestion(user, number):
    return get_object_or_404(Suggestion.objects.visible_to(user).for_detail(), number=number)


def card_of(reward, user):
    """What a page shows of a reward: its sums, who gets how much, its history, and the buttons for this person."""
    shares = list(reward.shares.all())
    granted = reward.status in Reward.GRANTED or reward.status == Reward.Status.PROPOSED
    waiting = granted and not shares and reward.due_fen
    return {
        "reward": reward,
        "sums": story.sums(reward),
        "shares": shares,
        "parts": services.rewards.parts_of(reward.suggestion, reward.due_fen) if waiting else [],
        "obstacle": services.rewards.obstacles_to_paying(reward) if waiting else "",
        "history": [_event(event) for event in reward.events.all()][::-1],
        "may_decide": permissions.can_approve_reward(user, reward),
        "may_withdraw": permissions.can_withdraw_reward(user, reward),
        "may_give_back": permissions.can_give_back_reward(user, reward),
        "may_claw_back": permissions.can_claw_back_reward(user, reward),
        "may_see_batch": reward.batch is not None and permissions.can_see_batch(user, reward.batch),
    }


def _event(event):
    by = _(" · ").join(part for part in (story.moment_words(event.occurred_at), who_did(event)) if part)
    return {"title": event.get_verb_display(), "note": event.note, "by": by, "state": "done"}


@require_http_methods(["GET", "HEAD", "POST"])
def propose(request, number):
    """How the amount comes about, and what the person who proposes decides about it."""
    suggestion = _suggestion(request.user, number)
    if not permissions.proposes_rewards(request.user, suggestion.enterprise_id):
        raise PermissionDenied
    try:
        rule = services.rewards.rule_on(suggestion, timezone.localdate())
    except WorkflowError as problem:
        return _no_form(request, suggestion, problem.message)
    if request.method == "POST":
        return _propose(request, suggestion, rule)
    if obstacle := services.rewards.why_not_proposed(suggestion, request.user):
        return _no_form(request, suggestion, obstacle)
    return _show(request, suggestion, ProposeForm(suggestion=suggestion, rule=rule))


def _propose(request, suggestion, rule):
    form = ProposeForm(request.POST, suggestion=suggestion, rule=rule)
    if request.POST.get("move") == "reckon":
        form.is_valid()
        return _show(request, suggestion, form)
    role = "reviewer" if has_role(request.user, suggestion.enterprise_id, "reviewer") else "officer"

    def show(form, status, latest):
        return _show(request, _suggestion(request.user, suggestion.number), form, latest=latest, status=status)

    return carry_out(
        request,
        form,
        lambda form: services.rewards.propose(suggestion, by=request.user, role=role, **form.facts),
        done=(reverse("suggestions:reward", args=[suggestion.number]), _("Proposed. An officer approves it next.")),
        show=show,
    )


def _no_form(request, suggestion, obstacle):
    return render(request, "suggestions/rewards/propose.html", {"suggestion": suggestion, "obstacle": obstacle})


def _show(request, suggestion, form, *, latest=None, status=200):
    sums = form.sums or _sums_so_far(suggestion, form.rule)
    context = {
        "suggestion": suggestion,
        "benefit": getattr(suggestion, "benefit", None),
        "form": form,
        "grades": [_grade_row(grade) for grade in form.grades],
        "sums": story.sums(sums) if sums else [],
        "parts": services.rewards.parts_of(suggestion, sums.due_fen) if sums else [],
        "hindrance": services.rewards.obstacles_to_split(suggestion),
        "is_only_officer": permissions.is_only_officer(request.user, suggestion.enterprise_id),
        "latest": latest,
    }
    return render(request, "suggestions/rewards/propose.html", context, status=status)


def _sums_so_far(suggestion, rule):
    """What follows from the facts alone; None where the grade has to be chosen first."""
    try:
        return services.rewards.reckon(suggestion, rule, services.rewards.Choice())
    except services.rewards.RefusedError:
        return None


def _grade_row(grade):
    return {"grade": grade, "band": story.band_words(grade), "amount": story.amount_words(grade)}
