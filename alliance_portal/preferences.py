"""What a visitor chooses for themselves: the language and the appearance. Both are POST forms in the footer."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponseRedirect
from django.urls import translate_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language_from_path, override
from django.views.decorators.http import require_POST

THEME_COOKIE = "theme"
THEMES = ("light", "dark")
YEAR = 365 * 24 * 3600


@login_not_required
@require_POST
def set_language(request, code):
    """Goes to the same page in the other language; the language lives in the address alone."""
    if code not in dict(settings.LANGUAGES):
        raise Http404
    page = _own_page(request)
    # The address is resolved in the language it is written in, which is not the one of this request.
    with override(get_language_from_path(urlsplit(page).path) or settings.LANGUAGE_CODE):
        return HttpResponseRedirect(translate_url(page, code))


@login_not_required
@require_POST
def set_theme(request):
    """Light, dark, or as the device has it (any other value): kept in a cookie for a year."""
    response = HttpResponseRedirect(_own_page(request))
    theme = request.POST.get("theme", "")
    if theme in THEMES:
        response.set_cookie(
            THEME_COOKIE,
            theme,
            max_age=YEAR,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    else:
        response.delete_cookie(THEME_COOKIE, samesite="Lax")
    return response


def theme_of(request):
    """The chosen theme, or "" to follow the device."""
    theme = request.COOKIES.get(THEME_COOKIE, "")
    return theme if theme in THEMES else ""


def _own_page(request):
    """The page the form was on; anything that is not a page of this site becomes the home page."""
    page = request.POST.get("next", "")
    own = url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure())
    return page if own else "/"
