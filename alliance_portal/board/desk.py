"""Where boards are looked after: hung up, changed, given another address, taken back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alliance_portal.workflow import WorkflowError
from suggestions.models import Board
from suggestions.permissions import can_run_boards
from suggestions.services.boards import change_board, create_board, renew_address, revoke_board
from workshops.views.acting import CONFLICT, carry_out

from .filters import BoardFilter
from .forms import BoardForm
from .sight import nights_words, seen_words

PAGE_SIZE = 20
METHODS = ["GET", "HEAD", "POST"]


def _listed(request):
    """The boards this person runs; 403 for whoever runs none."""
    if not can_run_boards(request.user):
        raise PermissionDenied
    return Board.objects.visible_to(request.user).for_list()


def _live(request, pk):
    return get_object_or_404(Board.objects.visible_to(request.user).live().for_list(), pk=pk)


@require_safe
def boards(request):
    """All that hang, with when a screen was there last; those taken back under `?state=revoked`."""
    listed = BoardFilter(request.GET, queryset=_listed(request), request=request)
    page = Paginator(listed.in_order, PAGE_SIZE).get_page(request.GET.get("page"))
    now = timezone.now()
    for board in page.object_list:
        board.sight, board.nights = seen_words(board, now), nights_words(board)
    context = {"filter": listed, "page_obj": page, "is_search": bool(request.GET.get("enterprise"))}
    return render(request, "board/boards.html", context)


@require_http_methods(METHODS)
def new(request):
    """Hang up another board."""
    _listed(request)
    form = BoardForm(request.user, request.POST if request.method == "POST" else None)

    def perform(form):
        return create_board(by=request.user, enterprise=form.owner, **form.facts)

    def done(board):
        words = _("The board is ready: %(name)s. Open its address on the screen.")
        return reverse("boards"), words % {"name": board}

    words = {"title": _("Hang up a board"), "button": _("Make the board")}
    return _page(request, form, perform, done=done, **words)


@require_http_methods(METHODS)
def change(request, pk):
    """Change what a board shows; the screen follows by itself within five minutes."""
    board = _live(request, pk)
    form = BoardForm(request.user, request.POST if request.method == "POST" else None, board=board)

    def perform(form):
        return change_board(board, by=request.user, version=form.cleaned_data["version"], **form.facts)

    done = reverse("boards"), _("%(name)s: changed. The screen follows within five minutes.") % {"name": board}
    words = {"title": _("Change the board “%(name)s”") % {"name": board}, "button": _("Save the changes")}
    return _page(request, form, perform, done=done, board=board, **words)


def _page(request, form, perform, *, done, board=None, **words):
    def show(form, status=200):
        standing = form.standing(_live(request, board.pk)) if board and status == CONFLICT else []
        context = {"form": form, "board": board, "standing": standing, **words}
        return render(request, "board/form.html", context, status=status)

    return carry_out(request, form, perform, done=done, show=show) if request.method == "POST" else show(form)


@require_http_methods(METHODS)
def renew(request, pk):
    """Asks first: the screen has to be given the new address by hand."""
    board = _live(request, pk)
    if request.method != "POST":
        return render(request, "board/renew.html", {"board": board})
    try:
        renew_address(board, by=request.user)
    except WorkflowError as refusal:
        messages.warning(request, refusal.message)
    else:
        messages.success(request, _("%(name)s has a new address. The old one is dead.") % {"name": board})
    return redirect("boards")


@require_http_methods(METHODS)
def revoke(request, pk):
    """Asks first: a screen somewhere goes dark."""
    board = _live(request, pk)
    if request.method != "POST":
        return render(request, "board/revoke.html", {"board": board})
    revoke_board(board, by=request.user)
    messages.success(request, _("The board “%(name)s” shows nothing any more.") % {"name": board})
    return redirect("boards")
