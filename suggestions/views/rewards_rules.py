"""The tables of grades: read by everybody who keeps or reads the ledger, written by officers for their enterprise."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alliance_portal.workflow import WorkflowError
from members.models import Enterprise
from members.permissions import enterprise_ids_with

from .. import permissions, services, story
from ..forms.reward_rules import RuleForm
from ..models import RewardRule


@require_safe
def rules(request):
    """All versions, the newest first; the district's stand at the end."""
    if not permissions.can_see_rewards(request.user):
        raise PermissionDenied
    found = RewardRule.objects.visible_to(request.user).for_list()
    kept = set(RewardRule.objects.visible_to(request.user).kept_by(request.user).values_list("pk", flat=True))
    tables = [{"rule": rule, "rows": _rows(rule), "may_change": rule.pk in kept and not rule.used} for rule in found]
    context = {"tables": tables, "may_write": permissions.can_keep_rules(request.user)}
    return render(request, "suggestions/rewards/rules.html", context)


def _rows(rule):
    return [
        {"name": grade.name, "band": story.band_words(grade), "amount": story.amount_words(grade)}
        for grade in rule.grades.all()
    ]


def _enterprises(user):
    held = Enterprise.objects.visible_to(user).filter(pk__in=enterprise_ids_with(user, "officer"))
    if not held:
        raise PermissionDenied
    return held


@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    """A new version, beginning with the lines of the one in force."""
    enterprises = _enterprises(request.user)
    in_force = RewardRule.objects.visible_to(request.user).in_force(enterprises[0].pk, timezone.localdate())
    grades = list(in_force.grades.all()) if in_force else []
    form = RuleForm(request.POST or None, enterprises=enterprises, grades=grades)

    def write():
        facts = {"valid_from": form.cleaned_data["valid_from"], "grades": form.bands}
        services.rewards.write_rule(form.enterprise, by=request.user, **facts)

    return _save(request, form, write, _("The table is there now."))


@require_http_methods(["GET", "HEAD", "POST"])
def change(request, pk):
    """Change a version of one's own by which nothing has been graded yet."""
    enterprises = _enterprises(request.user)
    kept = RewardRule.objects.visible_to(request.user).kept_by(request.user).unused()
    rule = get_object_or_404(kept.prefetch_related("grades"), pk=pk)
    form = RuleForm(request.POST or None, enterprises=enterprises, rule=rule, grades=list(rule.grades.all()))

    def write():
        facts = {"valid_from": form.cleaned_data["valid_from"], "grades": form.bands}
        services.rewards.change_rule(rule, by=request.user, **facts)

    return _save(request, form, write, _("The table has been changed."))


def _save(request, form, write, done):
    if request.method == "POST" and form.is_valid():
        try:
            write()
            messages.success(request, done)
            return redirect("suggestions:reward-rules")
        except WorkflowError as refusal:
            form.add_error("valid_from", refusal.message)
    return render(request, "suggestions/rewards/rule.html", {"form": form})
