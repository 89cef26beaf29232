"""The answers of the open addresses: the file, or what is wrong with what was asked; and who may keep them how long."""

import hashlib
import json

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import content_disposition_header, http_date, quote_etag
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import csv_file
from .chapters import CHAPTERS

JSON, CSV = "application/json; charset=utf-8", "text/csv; charset=utf-8"
# Seconds for which anybody may keep what everybody may know.
KEPT = 300
BAD, SIGN_IN, FORBIDDEN, NOT_FOUND = 400, 401, 403, 404
MEANINGS = {
    "enterprise": gettext_lazy("Code of an enterprise; without it the district, or your own enterprise"),
    "department": gettext_lazy("Name of a top department of the enterprise; for suggestions only"),
    "from": gettext_lazy("First month, YYYY-MM"),
    "to": gettext_lazy("Last month, YYYY-MM"),
    "period": gettext_lazy("Instead of months: 2026-08, 2026-q3, 2026, or ry2026 for October to September"),
    "by": gettext_lazy("month or unit: the same figures in parts"),
}


def as_json(content):
    return HttpResponse(text_of(content.as_data), content_type=JSON)


def as_csv(content):
    parts = {"chapter": content.chapter.name, "place": content.asked.place, "period": content.asked.period.label}
    name = _("%(chapter)s %(place)s %(period)s.csv") % parts
    headers = {"Content-Disposition": content_disposition_header(True, name)}
    return HttpResponse(csv_file.write(content), content_type=CSV, headers=headers)


def text_of(data):
    return json.dumps(data, ensure_ascii=False, indent=2)


def open_to_everybody(request, response, content):
    """Let whatever is in between keep it for minutes, and answer 304 as long as no number has changed."""
    told = content.as_data | {"as_of": None}
    # Weak: the moment of counting, which is in the file, is no part of it.
    tag = "W/" + quote_etag(hashlib.sha256(text_of(told).encode()).hexdigest()[:32])
    response["ETag"] = tag
    response["Last-Modified"] = http_date(content.asked.at.timestamp())
    response["Cache-Control"] = f"public, max-age={KEPT}"
    _share_with_sites(request, response)
    return get_conditional_response(request, etag=tag, response=response)


def _share_with_sites(request, response):
    """Pages of the sites named in the settings may fetch it; it is the same for everybody, and no cookie goes along."""
    if settings.FIGURES_ORIGINS:
        patch_vary_headers(response, ["Origin"])
        if (origin := request.headers.get("Origin")) in settings.FIGURES_ORIGINS:
            response["Access-Control-Allow-Origin"] = origin


def bad_parameters(problems):
    """400: which parameters, why, and what is allowed in their place."""
    told = [
        {"parameter": one.parameter, "value": one.value, "message": str(one.message), "allowed": list(one.allowed)}
        for one in problems
    ]
    words = {"error": "bad_parameters", "message": _("The address asks for something that is not there.")}
    return _refusal(BAD, words | {"problems": told, "parameters": {k: str(v) for k, v in MEANINGS.items()}})


def role_needed(user):
    """Visitors may sign in; whoever has has no role for it."""
    if user.is_authenticated:
        message = _("These figures are for leaders and officers of an enterprise and for district staff.")
        return _refusal(FORBIDDEN, {"error": "role_needed", "message": message})
    message = _("Without signing in there are the totals of this year alone, by the address without parameters.")
    words = {"error": "sign_in_needed", "message": message, "sign_in": settings.BASE_URL + reverse("account_login")}
    response = _refusal(SIGN_IN, words)
    response["WWW-Authenticate"] = 'Session realm="portal"'
    return response


def unknown_chapter():
    words = {"error": "unknown_chapter", "message": _("There is no such chapter of figures.")}
    return _refusal(NOT_FOUND, words | {"allowed": [chapter.code for chapter in CHAPTERS]})


def _refusal(status, words):
    words |= {"documentation": settings.BASE_URL + reverse("figures")}
    return HttpResponse(text_of(words), content_type=JSON, status=status)
