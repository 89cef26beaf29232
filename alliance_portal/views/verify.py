"""Whether a certificate is true: an honour of the register, or a certificate of a session or a course."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from training.models import Certificate
from workshops.views.register import verify as verify_honour


@login_not_required
@require_safe
def verify(request, code):
    """For whoever has it in hand: valid, revoked, or not there; a name is masked unless its owner agreed."""
    # The code, which nobody can guess, is the permission: a certificate is in no list that everybody reads.
    certificate = Certificate.objects.of_code(code)
    if certificate is None:
        return verify_honour(request, code)
    return render(request, "training/certificates/verify.html", {"certificate": certificate})
