"""Two worlds that differ only in who had the idea: what others see of each must be the same."""

import re

from django.db import transaction

from suggestions.services.names import place_without_name
from tests.factories import DepartmentFactory, PersonFactory, account

# What differs from request to request, and keys of rows: those that are given out are not given back.
PASSING = re.compile(r'name="csrfmiddlewaretoken" value="\w+"|/photo/\d+/|/meetings/\d+/|value="[0-9a-f-]{36}"')


class RolledBackError(Exception):
    pass


def crowd_of(cast):
    """A shop of so many that it may be told beside a hidden name; two of them could have had the idea."""
    other = DepartmentFactory(enterprise=cast.enterprise, parent=cast.shop, name="焊装二班")
    people = [PersonFactory(department=other, work_number=f"02{n:02}", name=f"工友{n}") for n in range(5)]
    place_without_name(cast.team)
    return account(people[0])


def plain(response):
    """Status, address and page of an answer."""
    return (
        response.status_code,
        PASSING.sub("", response.headers.get("Location", "")),
        PASSING.sub("", response.content.decode()),
    )


class Witness:
    """Looks at pages as other people do, and remembers what it saw."""

    def __init__(self, client):
        self.client, self.seen = client, {}

    def look(self, moment, users, addresses):
        for user in users:
            self.client.force_login(user)
            for address in addresses:
                self.seen[moment, user.username, address] = plain(self.client.get(address))

    def act(self, moment, user, address, data):
        """Do something in somebody's name, and remember the answer."""
        self.client.force_login(user)
        self.seen[moment, user.username, address] = plain(self.client.post(address, data))


def world(client, play):
    """What a witness has seen of a play of which nothing stays."""
    witness = Witness(client)
    try:
        with transaction.atomic():
            play(witness)
            raise RolledBackError
    except RolledBackError:
        return witness.seen


def differing(first, second):
    """Where the two differ: (moment, user name, address)."""
    assert first.keys() == second.keys()
    return {key for key in first if first[key] != second[key]}
