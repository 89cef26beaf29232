"""What the tests of the reviewer's desk do over HTTP."""

import datetime as dt
import re

from django.utils import timezone

from tests.factories import SuggestionFactory

QUEUE = "/en/workbench/queue/"
ANSWER = "设备科到现场看过，这个季度给4个工位各装一副吊臂。"


def idea(cast, days=0, **kwargs):
    facts = {"department": cast.team, "by": cast.worker.person}
    return SuggestionFactory(received_at=timezone.now() - dt.timedelta(days=days), **facts | kwargs)


def page_of(suggestion, query=""):
    return f"{QUEUE}{suggestion.number}/{query}"


def in_days(days):
    return str(timezone.localdate() + dt.timedelta(days=days))


def answer(client, suggestion, query="", **data):
    facts = {"move": "answer", "version": suggestion.version, "answer": ANSWER}
    return client.post(page_of(suggestion, query), facts | data)


def adopt(client, suggestion, query="", **data):
    return answer(client, suggestion, query, **{"decision": "adopted", "owner": "周工", "due_on": in_days(20)} | data)


def heads(department, user):
    """The department with the user as its head."""
    department.head = user.person
    department.save()
    return department


def decline(client, suggestion, **data):
    why = {"decline_reason": "cost", "would_change": "明年预算下来时"}
    return answer(client, suggestion, **{"decision": "declined"} | why | data)


def record_on(response):
    """The page of a suggestion without the list of colleagues to choose an owner from."""
    return re.sub(r"<datalist.*?</datalist>", "", response.content.decode(), flags=re.S)


def listed(response):
    return [suggestion.number for suggestion in response.context["page_obj"]]


def said(response):
    return [str(message) for message in response.context["messages"]]
