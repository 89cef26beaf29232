"""Who gets what answer at which address: every URL x role x method, held against tests/access.csv.

A new address is missing from the table, and the test fails until somebody has looked at its row. After a change
that is meant, write the table anew with `WRITE_ACCESS=1 pytest tests/test_access.py` and read the difference.
"""

import csv
import os
from functools import cache
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.access_world import ROLES, World

TABLE = Path(__file__).parent / "access.csv"
METHODS = ["GET", "POST", "PUT"]
# No view of ours knows PUT: whoever gets nowhere and whoever gets everywhere are enough to show that.
ASK_TO_PUT = ("visitor", "staff")
# The admin has one door for all of it, whatever the method: of those it stops, these are enough to send something.
SEND_TO_THE_ADMIN = ("visitor", "officer", "staff")


def addresses(resolver=None, namespaces=()):
    """Yield (name, parameters) of every named address: the parameters' names, or their places where they have none."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            inner = (*namespaces, entry.namespace) if entry.namespace else namespaces
            yield from addresses(entry, inner)
        elif isinstance(entry, URLPattern) and entry.name:
            regex = entry.pattern.regex
            unnamed = tuple(range(regex.groups)) if not regex.groupindex else ()
            yield ":".join([*namespaces, entry.name]), tuple(regex.groupindex) + unnamed


def names():
    return sorted(set(addresses()), key=str)


def methods(role, name):
    if name.startswith("admin:"):
        return ["GET", "POST"] if role in SEND_TO_THE_ADMIN else ["GET"]
    return METHODS if role in ASK_TO_PUT else ["GET", "POST"]


def unnamed(resolver=None):
    """Yield the patterns nobody could name in the table."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from unnamed(entry)
        elif not entry.name:
            yield str(entry.pattern)


def answers(world, role):
    """{(name, method): status code} of one role; nothing a request writes lasts until the next one."""
    client = Client(raise_request_exception=False)
    if user := world.users[role]:
        client.force_login(user)
    cookies, found = client.cookies.output(header=""), {}
    for name, parameters in names():
        for method in methods(role, name):
            with transaction.atomic():
                response = client.generic(method, world.address(name, parameters))
                if response.streaming:
                    response.getvalue()
                found[name, method] = str(response.status_code)
                transaction.set_rollback(True)
            client.cookies = SimpleCookie(cookies)
    return found


@pytest.fixture
def world(cast, strangers, staff, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return World(cast, strangers, staff)


def write(role, found):
    """Write the column of one role into the table; what has no address any more goes out of it."""
    table = stored()
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["address", "method", *ROLES])
        for name, _parameters in names():
            for method in methods("staff", name):
                row = table.get((name, method), {}) | {role: found.get((name, method), "")}
                writer.writerow([name, method, *(row.get(one, "") for one in ROLES)])
    stored.cache_clear()


@cache
def stored():
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {(row["address"], row["method"]): row for row in csv.DictReader(file)}


def test_every_address_has_a_name_or_is_known_to_have_none():
    # Django's own catch-all of the admin, and its redirects of old addresses of objects.
    assert set(unnamed()) == {"(?P<url>.*)$", "<path:object_id>/"}


def test_every_address_is_in_the_table():
    assert {name for name, _method in stored()} == {name for name, _parameters in names()}


@pytest.mark.once
@pytest.mark.parametrize("role", ROLES)
def test_every_role_gets_the_answer_of_the_table(world, role):
    found = answers(world, role)
    if os.environ.get("WRITE_ACCESS"):
        write(role, found)

    assert found == {key: row[role] for key, row in stored().items() if row[role]}


def test_no_address_answers_with_a_server_error():
    assert {code for row in stored().values() for code in (row[role] for role in ROLES) if code >= "500"} == set()


def test_nobody_of_another_enterprise_gets_into_an_object():
    inside = [name for name, parameters in names() if "number" in parameters and name.startswith("suggestions:")]

    assert len(inside) > 6
    for name in inside:
        looked, sent = (stored()[name, method]["stranger"] for method in ("GET", "POST"))
        assert looked == "404" or (looked, sent) == ("405", "404"), name


def test_nobody_of_another_enterprise_gets_at_a_workshop_or_its_plates():
    inside = [
        name for name, parameters in names() if name.startswith("workshops:") and {"slug", "pk"} & set(parameters)
    ]
    public = ("workshops:detail", "workshops:alliance", "workshops:alliance-plan", "workshops:charter")
    public += ("workshops:award-round", "workshops:award-object")
    shared = ("workshops:ask-workshop", "workshops:book", "workshops:venue", "workshops:venue-photo")
    inside = [name for name in inside if name not in (*public, *shared)]

    assert len(inside) > 20
    for name in inside:
        looked, sent = (stored()[name, method]["stranger"] for method in ("GET", "POST"))
        hidden = [("404", "404"), ("404", "405"), ("405", "404")]
        # A round of the district is there for everybody; whoever does not run it is turned away at its desk.
        turned_away = [("403", "403"), ("403", "405")] if name.startswith("workshops:award-") else []
        assert (looked, sent) in hidden + turned_away, name


def test_only_staff_enter_the_admin():
    doors = {"admin:login", "admin:jsi18n", "admin:logout"}
    addresses = {key: row for key, row in stored().items() if key[0].startswith("admin:") and key[0] not in doors}
    asked = [row[role] for (name, method), row in addresses.items() for role in ROLES if method in methods(role, name)]
    told = {
        row[role] for (name, method), row in addresses.items() for role in ROLES[:-1] if method in methods(role, name)
    }

    assert len(addresses) > 800
    assert "" not in asked
    assert told <= {"302", "404", "405"}
