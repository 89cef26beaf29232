"""What the portal says of itself, for everybody."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from .others import ABOUT, ACCESSIBILITY, HELP
from .privacy import PRIVACY
from .text import as_read, facts_of

STATEMENTS = {one.code: one for one in (ABOUT, HELP, PRIVACY, ACCESSIBILITY)}


@login_not_required
@require_safe
def statement(request, code):
    """One statement with its version and the day from which it holds."""
    shown, facts = STATEMENTS[code], facts_of(settings.PORTAL)
    context = {"statement": shown, "sections": [as_read(section, facts) for section in shown.sections]}
    return render(request, "statements/statement.html", context)
