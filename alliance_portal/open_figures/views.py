"""The open figures: a page that says what there is, each chapter as JSON and CSV, each chart as a picture."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from alliance_portal import audit, chart_pictures, definitions

from . import address, answers, pictures
from .chapters import BY_CODE
from .content import Content
from .overview import Overview


@login_not_required
@require_safe
def page(request):
    """What there is, with the numbers of today, and how it is asked for."""
    context = {"overview": Overview(request), "version": definitions.VERSION, "since": definitions.IN_FORCE_SINCE}
    return render(request, "open_figures/figures.html", context)


@login_not_required
@require_safe
def as_json(request, code):
    return _answer(request, code, answers.as_json)


@login_not_required
@require_safe
def as_csv(request, code):
    """A file for people: whoever is not signed in any more is asked to, and gets it then."""
    response = _answer(request, code, answers.as_csv)
    return redirect_to_login(request.get_full_path()) if response.status_code == answers.SIGN_IN else response


def _answer(request, code, write):
    chapter = BY_CODE.get(code)
    if chapter is None:
        return answers.unknown_chapter()
    try:
        asked = address.read(request, chapter)
    except address.BadParametersError as wrong:
        return answers.bad_parameters(wrong.problems)
    except address.RoleNeededError:
        return answers.role_needed(request.user)
    content = Content(chapter, asked)
    if asked.is_public:
        response = write(content)
        is_visitor = not request.user.is_authenticated
        return answers.open_to_everybody(request, response, content) if is_visitor else response
    return _at_work(request, content, write)


@audit.exported
def _at_work(request, content, write):
    """What is not for everybody leaves a trace when it leaves the portal."""
    return write(content)


@require_safe
@audit.exported
def as_svg(request, code):
    """A chart to take along; its lines stay sharp at any size."""
    return _picture(request, code, lambda scene: (chart_pictures.to_svg(scene), "image/svg+xml", "svg"))


@require_safe
@audit.exported
def as_png(request, code):
    """The same as a picture of pixels. Where this server has no font for it, a page says so and offers the other."""
    try:
        return _picture(request, code, lambda scene: (chart_pictures.to_png(scene), "image/png", "png"))
    except chart_pictures.NoFontError as refusal:
        context = {"why": str(refusal), "code": code, "query": request.GET.urlencode()}
        return render(request, "open_figures/no_font.html", context, status=answers.NOT_FOUND)


def _picture(request, code, write):
    chart = pictures.BY_CODE.get(code)
    if chart is None:
        raise Http404
    try:
        asked = address.read(request, chart.chapter)
    except address.BadParametersError as wrong:
        return answers.bad_parameters(wrong.problems)
    except address.RoleNeededError:
        raise PermissionDenied from None
    if asked.is_public:
        raise PermissionDenied
    scene = chart.scene(asked)
    content, kind, ending = write(scene)
    headers = {"Content-Disposition": content_disposition_header(True, f"{scene.title}.{ending}")}
    return HttpResponse(content, content_type=kind, headers=headers)
