"""The own account, and what its owner agrees to."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from alliance_portal.workflow import WorkflowError

from .. import services
from ..models import Consent


@require_safe
def account(request):
    """Who the portal thinks one is, what one agrees to, and the way to change the password or sign out."""
    held = request.user.role_assignments.select_related("enterprise")
    person = request.user.person_or_none
    given = _given(request.user) if person else {}
    context = {
        "person": person,
        "held": held,
        "layout": "worker.html" if person else "workbench.html",
        "willing": given.get(Consent.Purpose.HELP),
        "switches": [_switch(*asked, given) for asked in Consent.ASKED.items()] if person else [],
    }
    return render(request, "members/account.html", context)


def _given(user):
    """{purpose: the own consent that holds now}"""
    own = Consent.objects.visible_to(user).filter(person__user=user).holding()
    return {consent.purpose: consent for consent in own}


def _switch(purpose, text, given):
    return {"purpose": purpose.value, "label": purpose.label, "text": text, "given": given.get(purpose)}


@require_POST
def consent(request, purpose):
    """One switch, for oneself alone: on only by its own word, off by anything else."""
    if purpose not in Consent.ASKED:
        raise Http404
    if request.user.person_or_none is None:
        raise PermissionDenied
    try:
        if request.POST.get("agree") == "yes":
            services.give_consent(purpose, by=request.user)
            messages.success(request, _("Thank you, noted. You can take it back here at any time."))
        else:
            services.withdraw_consent(purpose, by=request.user)
            messages.success(request, _("Taken back. It holds from now on."))
    except WorkflowError as refusal:
        messages.warning(request, refusal.message)
    return redirect(reverse("members:account") + f"#consent-{purpose}")
