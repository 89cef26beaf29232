"""The file of one suggestion, to be printed."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from .. import permissions
from ..case_file import head, parts
from ..models import Suggestion


@never_cache
@require_safe
def case_file(request, number):
    """For those who answer, lead, verify or do it, and for the proposers; the check value is that of this moment."""
    suggestion = get_object_or_404(Suggestion.objects.visible_to(request.user).with_story(), number=number)
    if not permissions.can_open_file(request.user, suggestion):
        raise PermissionDenied
    context = {"suggestion": suggestion, "head": head(suggestion), "parts": parts(suggestion, request.user)}
    return render(request, "suggestions/file/file.html", context)
