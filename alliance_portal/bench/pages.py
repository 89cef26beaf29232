"""The pages that are measured, as the people who use them every day see them."""

import re
import uuid
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlencode

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from alliance_portal import demo
from alliance_portal.dashboard import table
from alliance_portal.dashboard import views as dashboard
from alliance_portal.dashboard.selection import choose
from alliance_portal.periods import add_months
from members.models import User
from suggestions.models import Board

from .measure import zipped

STATIC = re.compile(r"""(?:href|src)=["'](/static/[^"'#]+)""")


class Portal:
    """One client for each role of the demo's first enterprise, which the filling makes the largest, and for staff."""

    def __init__(self):
        self.users = {
            account.role: User.objects.get(username=account.username) for account in demo.ACCOUNTS if account.code
        }
        self.users["staff"] = staff = User.objects.get(username=demo.accounts.STAFF)
        # Without a second step staff get no further than the page that asks for one.
        Authenticator.objects.get_or_create(user=staff, type=Authenticator.Type.TOTP, defaults={"data": {}})
        self.enterprise = self.users["leader"].person.enterprise
        self.clients = {role: _signed_in(user) for role, user in self.users.items()} | {"anybody": Client()}
        month = timezone.localdate().replace(day=1)
        self.year = {"from": f"{add_months(month, -11):%Y-%m}", "to": f"{month:%Y-%m}"}
        self.all_years = {"from": f"{add_months(month, -35):%Y-%m}", "to": f"{month:%Y-%m}"}

    @property
    def pages(self):
        """{name: (role, address)}; deep pages begin in the middle of the list."""
        shop = self.enterprise.suggestions.order_by("pk").first().shop.name
        chosen = self.all_years | {"figure": "adopted", "department": shop}
        everything = self.all_years | {"figure": "received"}
        board = Board.objects.get(enterprise=self.enterprise, department=None)
        return {
            "home": ("anybody", reverse("home")),
            "dashboard": ("leader", _address("dashboard", self.year)),
            "dashboard of the district": ("staff", _address("dashboard", self.year)),
            "rows": ("leader", _address("dashboard-rows", chosen)),
            "rows, deep": ("leader", self._deep("leader", chosen)),
            "rows of the district": ("staff", _address("dashboard-rows", everything)),
            "rows of the district, deep": ("staff", self._deep("staff", everything)),
            "queue": ("reviewer", reverse("suggestions:queue")),
            "tracking": ("reviewer", reverse("suggestions:tracking")),
            "staff's list": ("staff", reverse("admin:suggestions_suggestion_changelist")),
            "gallery": ("anybody", reverse("suggestions:gallery")),
            "search": ("staff", f"{reverse('search')}?{urlencode({'q': '扭矩扳手'})}"),
            "me": ("worker", reverse("suggestions:mine")),
            "form": ("worker", reverse("suggestions:new")),
            "board": ("anybody", reverse("board", args=[board.token])),
        }

    def _deep(self, role, chosen):
        """The address of the page in the middle."""
        request = RequestFactory().get("/", chosen)
        request.user = User.objects.get(pk=self.users[role].pk)
        listed = table.listed(choose(request), chosen["figure"])
        key = listed.sorted_by.key_at(listed.rows, listed.total // 2)
        return _address("dashboard-rows", chosen | ({"after": listed.sorted_by.write(key)} if key else {}))

    def getter(self, role, address):
        """A call that gets the page."""
        return lambda: _checked(self.clients[role].get(address, secure=True), HTTPStatus.OK)

    def submit(self):
        """Send in a suggestion, as the form does."""
        fields = {"key": uuid.uuid4(), "problem": f"三号线气枪漏气，第{uuid.uuid4()}处"}
        _checked(self.clients["worker"].post(reverse("suggestions:new"), fields, secure=True), HTTPStatus.FOUND)

    def export(self):
        """The workbook with every row of the district in three years, piece by piece."""
        answer = self.clients["staff"].get(_address("dashboard-export", self.all_years), secure=True)
        return _checked(answer, HTTPStatus.OK).streaming_content


def _checked(answer, status):
    """An error page is quickly made and would be a fine time."""
    if answer.status_code != status:
        raise RuntimeError(f"{answer.status_code} for {answer.wsgi_request.get_full_path()}")
    return answer


def _signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def _address(name, parameters):
    return f"{reverse(name)}?{urlencode(parameters)}"


@contextmanager
def rows_on_a_page(number):
    usual, dashboard.ROWS_ON_A_PAGE = dashboard.ROWS_ON_A_PAGE, number
    try:
        yield
    finally:
        dashboard.ROWS_ON_A_PAGE = usual


def cold_weight(html):
    """(bytes, requests) of a first visit: the page and every file it names, as they are sent."""
    names = set(STATIC.findall(html.decode()))
    root = Path(settings.STATIC_ROOT)
    files = [(root / name.removeprefix(settings.STATIC_URL)).read_bytes() for name in names]
    return sum(map(zipped, [html, *files])), 1 + len(files)
