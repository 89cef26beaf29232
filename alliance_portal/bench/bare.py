"""The yardsticks: 25 rows in a plain template with a session and a user, and one plain INSERT."""

from functools import cached_property

from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import connection
from django.http import HttpResponse
from django.template import Context, Template
from django.test import Client
from django.test.client import ClientHandler

from suggestions.models import NumberSequence, Suggestion

ROWS = 25
PAGE = """<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>List</title></head><body>
<p>{{ user }}</p><table>{% for row in rows %}
<tr><td>{{ row.number }}</td><td>{{ row.title }}</td><td>{{ row.enterprise.name }}</td>
<td>{{ row.get_status_display }}</td><td>{{ row.received_at|date:"Y-m-d" }}</td></tr>{% endfor %}
</table></body></html>"""


class PlainList(ClientHandler):
    """Answers every address with the newest rows of one enterprise, behind two of Django's own middlewares."""

    def __init__(self, enterprise):
        super().__init__(enforce_csrf_checks=False)
        self.enterprise = enterprise

    def load_middleware(self, is_async=False):
        self._middleware_chain = SessionMiddleware(AuthenticationMiddleware(self.answer))

    @cached_property
    def template(self):
        return Template(PAGE)

    def answer(self, request):
        newest = Suggestion.objects.filter(enterprise=self.enterprise).select_related("enterprise")
        rows = newest[: int(request.GET.get("rows", ROWS))]
        return HttpResponse(self.template.render(Context({"user": request.user, "rows": rows})))


def plain_list(user, enterprise):
    """A client that gets the plain list wherever it goes."""
    client = Client()
    client.force_login(user)
    client.handler = PlainList(enterprise)
    return client


class PlainInsert:
    """Writes one more row of four columns and commits it."""

    def __init__(self, enterprise):
        self.enterprise, self.year = enterprise, 0

    def __call__(self):
        self.year += 1
        sql = f"INSERT INTO {NumberSequence._meta.db_table} (enterprise_id, year, last) VALUES (%s, %s, 0)"  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute(sql, [self.enterprise.pk, self.year])
