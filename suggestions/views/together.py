"""Who had the idea together: the lead names and shares out, the others say yes or no."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alliance_portal.workflow import WorkflowError

from .. import permissions, services
from ..forms.together import NameForm, SharesForm
from ..models import Suggestion


def _suggestion(user, number):
    return get_object_or_404(Suggestion.objects.visible_to(user).with_story(), number=number)


@require_http_methods(["GET", "HEAD", "POST"])
def together(request, number):
    """The lead's page: who is named, who has confirmed, and the shares."""
    suggestion = _suggestion(request.user, number)
    if not permissions.can_name_together(request.user, suggestion):
        raise PermissionDenied
    if request.method == "POST":
        return MOVES.get(request.POST.get("move"), _name)(request, suggestion)
    return _show(request, suggestion)


def _name(request, suggestion):
    form = NameForm(request.POST, people=_colleagues(suggestion))
    if not form.is_valid():
        return _show(request, suggestion, name_form=form)
    people = form.cleaned_data["people"]
    return _carry_out(request, suggestion, lambda: services.name_together(suggestion, by=request.user, people=people),
                      _("They are asked to confirm."), form=form, shown_as="name_form")  # fmt: skip


def _share(request, suggestion):
    form = SharesForm(request.POST, proposers=suggestion.proposers.all())
    if not form.is_valid():
        return _show(request, suggestion, shares_form=form)
    return _carry_out(request, suggestion, lambda: services.set_shares(suggestion, by=request.user, shares=form.shares),
                      _("The shares are set. Whose share has changed is asked again."), form=form,
                      shown_as="shares_form")  # fmt: skip


def _take_out(request, suggestion):
    chosen = (row.person for row in suggestion.proposers.all() if str(row.person_id) == request.POST.get("person"))
    person = next(chosen, None)
    if person is None:
        return redirect("suggestions:together", suggestion.number)
    return _carry_out(request, suggestion, lambda: services.take_out(suggestion, by=request.user, person=person),
                      _("%(name)s is no longer named.") % {"name": person.name})  # fmt: skip


def _carry_out(request, suggestion, act, message, *, form=None, shown_as=""):
    try:
        act()
    except WorkflowError as refusal:
        if form is None:
            messages.warning(request, refusal.message)
            return redirect("suggestions:together", suggestion.number)
        form.add_error(None, refusal.message)
        return _show(request, suggestion, **{shown_as: form})
    messages.success(request, message)
    return redirect("suggestions:together", suggestion.number)


MOVES = {"name": _name, "share": _share, "take_out": _take_out}


def _colleagues(suggestion):
    named = suggestion.proposers.all()
    return suggestion.enterprise.people.in_service().exclude(pk__in=[row.person_id for row in named])


def _show(request, suggestion, *, name_form=None, shares_form=None):
    proposers = suggestion.proposers.all()
    context = {
        "suggestion": suggestion,
        "proposers": proposers,
        "form": name_form or shares_form,
        "name_form": name_form or NameForm(people=_colleagues(suggestion)),
        "shares_form": shares_form or SharesForm(proposers=proposers),
    }
    return render(request, "suggestions/together.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def named(request, number):
    """The page of a colleague who was named: yes, we had it together, or no."""
    suggestion = _suggestion(request.user, number)
    if request.user.pk not in {row.person.user_id for row in suggestion.proposers.all()}:
        raise PermissionDenied
    if request.method == "POST":
        return _answer(request, suggestion)
    if not permissions.can_confirm_together(request.user, suggestion):
        messages.warning(request, _("Nothing is asked of you here any more."))
        return redirect(suggestion)
    own = next(row for row in suggestion.proposers.all() if row.person.user_id == request.user.pk)
    lead = next(row for row in suggestion.proposers.all() if row.is_lead)
    return render(request, "suggestions/named.html", {"suggestion": suggestion, "own": own, "lead": lead})


def _answer(request, suggestion):
    agreed = request.POST.get("answer") == "yes"
    move = services.confirm_together if agreed else services.refuse_together
    try:
        move(suggestion, by=request.user)
    except WorkflowError as refusal:
        messages.warning(request, refusal.message)
    else:
        said = _("Thank you. It counts as yours too.") if agreed else _("Thank you. You are no longer named.")
        messages.success(request, said)
    return redirect("suggestions:mine")
