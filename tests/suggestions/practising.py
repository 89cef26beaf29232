"""What the tests of tasks do: by the services, and on their pages."""

import datetime as dt

from django.utils import timezone

from alliance_portal.files import read_picture
from suggestions.models import Suggestion
from tests.factories import picture
from tests.suggestions import stages

TRACKING, RECHECKS = "/en/workbench/tracking/", "/en/workbench/rechecks/"
TRIED = {"tried": "把吊臂换成磁吸式", "measured": "一周掉落4次", "learned": "振动大的工位不能用磁吸"}


def photos(number=1):
    return [read_picture(picture()) for _n in range(number)]


def in_days(days):
    return timezone.localdate() + dt.timedelta(days=days)


def again(suggestion):
    return Suggestion.objects.get(pk=suggestion.pk)


def long_done(cast, days=100, **facts):
    suggestion = stages.done(cast, **facts)
    Suggestion.objects.filter(pk=suggestion.pk).update(implemented_at=stages.days_ago(days))
    return again(suggestion)


def address(suggestion, page=""):
    return f"{TRACKING}{suggestion.number}/{page}"


def send(client, suggestion, page, **data):
    return client.post(address(suggestion, page), {"version": again(suggestion).version, **data})


def visit(client, suggestion, **data):
    facts = {"move": "recheck", "version": again(suggestion).version, **data}
    return client.post(f"{RECHECKS}{suggestion.number}/", facts)


def errors(response):
    return {name: list(words) for name, words in response.context["form"].errors.items()}


def listed(response):
    return [suggestion.number for suggestion in response.context["page_obj"]]


def body(response):
    return response.content.decode()
