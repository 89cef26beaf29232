"""Shared documents: the list, one of them with its versions, and its files."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from alliance_portal.attachments import hand_out

from ..filters import DocumentFilter
from ..models import Document, DocumentFile
from ..permissions import can_ask_for_help, can_enter_documents, can_keep_document
from ..services import documents as services

PAGE_SIZE = 24
GONE = 410


@login_not_required
@require_safe
def exchange(request):
    """What may be read by whoever looks, the newest first; filters and page are in the address."""
    readable = Document.objects.visible_to(request.user).published()
    found = DocumentFilter(request.GET, queryset=readable, request=request)
    page = Paginator(found.qs.for_list().newest_first(), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "filter": found,
        "page_obj": page,
        "is_search": any(found.form.cleaned_data.values()),
        "may_enter": can_enter_documents(request.user),
    }
    return render(request, "workshops/documents/exchange.html", context)


@login_not_required
@require_safe
def document(request, code):
    """One document; what was withdrawn answers 410 with the reason, to those who could read it before."""
    shown = get_object_or_404(Document.objects.visible_to(request.user).for_list(), code=code)
    may_keep = can_keep_document(request.user, shown)
    gone = shown.status == Document.Status.WITHDRAWN
    context = {
        "document": shown,
        "may_keep": may_keep,
        "may_ask": can_ask_for_help(request.user),
        "events": shown.events.select_related("actor__person") if may_keep else [],
    }
    template = "withdrawn" if gone else "document"
    return render(request, f"workshops/documents/{template}.html", context, status=GONE if gone else 200)


@login_not_required
@require_safe
def file(request, code, file_code):
    """A file as a download, counted without knowing whose it is; of what was withdrawn only for those who keep it."""
    rows = DocumentFile.objects.visible_to(request.user).select_related("version__document")
    shown = get_object_or_404(rows, code=file_code, version__document__code=code)
    owner = shown.version.document
    if owner.status == Document.Status.WITHDRAWN and not can_keep_document(request.user, owner):
        raise Http404
    response = hand_out(shown.file, shown.name)
    if request.method == "GET" and owner.is_published:
        services.count_download(owner)
    return response
