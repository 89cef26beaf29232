"""The ready sentences of an enterprise: kept by its reviewers."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from members.models import Enterprise
from members.permissions import enterprise_ids_with

from ..forms.sentences import SentenceForm
from ..models import Sentence


def _enterprises(user):
    """Those whose sentences the person keeps."""
    held = Enterprise.objects.visible_to(user).filter(pk__in=enterprise_ids_with(user, "reviewer"))
    if not held:
        raise PermissionDenied
    return held


@require_http_methods(["GET", "HEAD", "POST"])
def sentences(request):
    """All that are offered, and a form for another one."""
    enterprises = _enterprises(request.user)
    form = SentenceForm(request.POST or None, enterprises=enterprises)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("The sentence is there now."))
        return redirect("suggestions:sentences")
    listed = Sentence.objects.visible_to(request.user).select_related("enterprise")
    context = {"form": form, "sentences": listed, "held": {enterprise.pk for enterprise in enterprises}}
    return render(request, "suggestions/sentences.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def sentence(request, pk):
    """Change one of one's own enterprise, or take it out of use: it is gone from the list, answers given stay."""
    enterprises = _enterprises(request.user)
    kept = get_object_or_404(Sentence.objects.visible_to(request.user).editable_by(request.user), pk=pk)
    if request.POST.get("move") == "remove":
        kept.delete()
        messages.success(request, _("The sentence is no longer offered."))
        return redirect("suggestions:sentences")
    form = SentenceForm(request.POST or None, instance=kept, enterprises=enterprises)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("The sentence has been changed."))
        return redirect("suggestions:sentences")
    return render(request, "suggestions/sentence.html", {"form": form, "sentence": kept})
