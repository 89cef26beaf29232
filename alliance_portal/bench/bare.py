"""The yardsticks: what Django alone takes for a list, a form and a row, written as anybody would write it first."""

from functools import cached_property
from http import HTTPStatus

from django import forms
from django.db import connection, transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.template import Context, Engine
from django.test import Client
from django.test.client import ClientHandler
from django.utils.module_loading import import_string

from suggestions.models import NumberSequence, Suggestion

ROWS = 25
# Those of a new project, as `startproject` lays them.
MIDDLEWARE = (
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
)
BASE = """{% load i18n static %}<!doctype html><html lang="zh"><head><meta charset="utf-8">
<title>{% block title %}{% endblock %}</title></head><body><header><nav>
{% for name, address in links %}<a href="{{ address }}">{{ name }}</a>{% endfor %}</nav><p>{{ user }}</p></header>
<main>{% block content %}{% endblock %}</main><footer><a href="/">{% translate "Home" %}</a></footer></body></html>"""
LIST = """{% extends "base.html" %}{% load i18n %}{% block title %}List{% endblock %}{% block content %}
<h1>{% translate "Suggestions" %}</h1><table><thead><tr>
{% for head in heads %}<th>{{ head }}</th>{% endfor %}</tr></thead>
<tbody>{% for row in rows %}
<tr><th><a href="{% url "suggestions:detail" row.number %}">{{ row.number }}</a></th><td>{{ row.title }}</td>
<td>{{ row.enterprise.short_name }} {{ row.department }}</td><td>{{ row.received_at|date:"Y-m-d" }}</td>
<td>{{ row.due_on|date:"Y-m-d" }}</td><td>{{ row.answered_at|date:"Y-m-d"|default:"-" }}</td>
<td>{{ row.implemented_at|date:"Y-m-d"|default:"-" }}</td><td>{{ row.get_category_display }}</td>
<td>{{ row.get_status_display }}</td></tr>{% endfor %}</tbody></table>{% endblock %}"""
HEADS = ("Number", "Title", "Department", "Received", "Answer by", "Answered on", "Done on", "Category", "Status")
LINKS = [(f"Page {number}", f"/page/{number}/") for number in range(8)]


class Bare(ClientHandler):
    """Answers every address by `answer`, behind the middleware of a new project."""

    def load_middleware(self, is_async=False):
        self._middleware_chain = self.answer
        for path in reversed(MIDDLEWARE):
            self._middleware_chain = import_string(path)(self._middleware_chain)

    @cached_property
    def engine(self):
        return Engine(
            loaders=[("django.template.loaders.locmem.Loader", {"base.html": BASE, "list.html": LIST})],
            libraries={
                "i18n": "django.templatetags.i18n",
                "static": "django.templatetags.static",
            },
        )


class PlainList(Bare):
    """The newest rows of one enterprise with the nine columns that ours has, each formatted where it is printed."""

    def __init__(self, enterprise):
        super().__init__(enforce_csrf_checks=False)
        self.enterprise = enterprise

    @cached_property
    def template(self):
        return self.engine.get_template("list.html")

    def answer(self, request):
        newest = Suggestion.objects.filter(enterprise=self.enterprise)
        newest = newest.select_related("enterprise", "department__parent")[: int(request.GET.get("rows", ROWS))]
        context = Context({"user": request.user, "rows": newest, "links": LINKS, "heads": HEADS})
        return HttpResponse(self.template.render(context))


class PlainForm(forms.Form):
    year = forms.IntegerField()
    text = forms.CharField(max_length=2000, widget=forms.Textarea)


class PlainPost(Bare):
    """Checks a form of two fields and writes one row."""

    def __init__(self, enterprise):
        super().__init__(enforce_csrf_checks=False)
        self.enterprise = enterprise

    def answer(self, request):
        form = PlainForm(request.POST)
        if not (request.user.is_authenticated and form.is_valid()):
            raise RuntimeError(form.errors)
        with transaction.atomic():
            NumberSequence.objects.create(enterprise=self.enterprise, year=form.cleaned_data["year"])
        return HttpResponseRedirect("/")


class Visitor:
    """Somebody signed in who gets to this handler wherever they go."""

    def __init__(self, handler, user):
        self.client = Client()
        self.client.force_login(user)
        self.client.handler = handler

    def get(self, **data):
        return self._checked(self.client.get("/", data, secure=True))

    def post(self, **data):
        return self._checked(self.client.post("/", data, secure=True))

    def _checked(self, answer):
        if answer.status_code >= HTTPStatus.BAD_REQUEST or not (answer.content or answer.url == "/"):
            raise RuntimeError(answer.status_code)
        return answer


class Years:
    """A year that no row has yet, each time."""

    last = 0

    @classmethod
    def next(cls):
        cls.last += 1
        return cls.last


class PlainInsert:
    """Writes one more row of four columns and commits it."""

    def __init__(self, enterprise):
        self.enterprise = enterprise

    def __call__(self):
        sql = f"INSERT INTO {NumberSequence._meta.db_table} (enterprise_id, year, last) VALUES (%s, %s, 0)"  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute(sql, [self.enterprise.pk, Years.next()])
