from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alliance_portal.files import send
from suggestions.models import Board
from suggestions.permissions import can_run_boards
from suggestions.services.boards import create_board, revoke_board

from .content import Content
from .forms import BoardForm


@require_http_methods(["GET", "HEAD", "POST"])
def boards(request):
    """The boards of one's enterprise, and a form for another one."""
    if not can_run_boards(request.user):
        raise PermissionDenied
    form = BoardForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        chosen = form.instance
        board = create_board(
            by=request.user,
            enterprise=chosen.enterprise,
            department=chosen.department,
            name=chosen.name,
            theme=chosen.theme,
        )
        messages.success(request, _("The board is ready: %(name)s. Open its address on the screen.") % {"name": board})
        return redirect("boards")
    listed = Board.objects.visible_to(request.user).select_related("enterprise", "department")
    return render(request, "board/boards.html", {"form": form, "boards": listed.order_by("revoked_at", "name", "pk")})


@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request, token):
    """Asks first: a screen somewhere goes dark."""
    board = get_object_or_404(Board.objects.visible_to(request.user).live(), token=token)
    if request.method == "POST":
        revoke_board(board, by=request.user)
        messages.success(request, _("The board “%(name)s” shows nothing any more.") % {"name": board})
        return redirect("boards")
    return render(request, "board/revoke.html", {"board": board})


def _live(token):
    """The address itself is the permission; a board that was taken back is gone."""
    return get_object_or_404(Board.objects.live().select_related("enterprise", "department"), token=token)


@login_not_required
@require_safe
def board(request, token):
    """The wall: no sign-in, no session, never in a search engine."""
    shown = _live(token)
    content = Content(shown)
    theme = request.GET.get("theme")
    theme = theme if theme in Board.Theme.values else shown.theme
    response = render(request, "board/board.html", {"content": content, "board_theme": theme, "board": shown})
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Cache-Control"] = "no-store"
    return response


@login_not_required
@require_safe
def photo(request, token, pk):
    """A photo this board shows; any other is not found here."""
    shown = Content(_live(token)).photos.get(pk)
    if shown is None:
        raise Http404
    return send(shown.thumbnail)
