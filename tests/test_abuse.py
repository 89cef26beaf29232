"""What nobody means to send: every form of members and workshops, filled with what breaks things.

A form is learned from its own page, so a new one is filled in without being named here.
"""

import re
from html.parser import HTMLParser

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from tests.access_world import World
from tests.test_access import names

SCRIPT = "<script>alert(1)</script>"
TEXT = f'{SCRIPT}👩‍🔧\x00\u202e=1+1"'
ASKED = re.compile(r"(workshops|members):")
PLAIN = {"text": "试一试", "date": None, "number": "1", "option": "first"}
# Each round is well-behaved but for one kind of field, so that what it breaks is reached.
ROUNDS = {
    "first year": PLAIN | {"date": "0001-01-01"},
    "last year": PLAIN | {"date": "9999-12-31"},
    "below nothing": PLAIN | {"number": "-1"},
    "far too many": PLAIN | {"number": "9" * 20},
    "words": PLAIN | {"text": TEXT},
    "too long": PLAIN | {"text": "长" * 6000},
    "not offered": PLAIN | {"option": "9" * 20},
    "nothing there": PLAIN | {"option": "\x00"},
}


class Fields(HTMLParser):
    """The fields of a page's forms that are sent by POST: {name: (kind, values)}."""

    def __init__(self):
        super().__init__()
        self.found, self.inside, self.choosing = {}, False, None

    def handle_starttag(self, tag, attributes):
        facts = dict(attributes)
        if tag == "form":
            self.inside = facts.get("method", "").lower() == "post"
        elif tag == "option" and self.choosing:
            self.found[self.choosing][1].append(facts.get("value") or "")
        elif self.inside and facts.get("name"):
            self._field(tag, facts)

    def handle_endtag(self, tag):
        if tag == "select":
            self.choosing = None

    def _field(self, tag, facts):
        kind = {"textarea": "text", "select": "option"}.get(tag, facts.get("type", "text"))
        values = self.found.setdefault(facts["name"], (kind, []))[1]
        if tag == "select":
            self.choosing = facts["name"]
        elif tag == "input":
            values.append(facts.get("value") or "")


def filled(fields, given):
    """What is sent: hidden ones as they are, of what is chosen the first or what was given."""
    return {
        name: _value(kind, values, given) for name, (kind, values) in fields.items() if kind not in ("file", "submit")
    }


def _value(kind, values, given):
    offered = [value for value in values if value]
    if kind in ("hidden", "time"):
        return next(iter(offered), "09:30" if kind == "time" else "")
    if kind in ("option", "radio", "checkbox"):
        return given["option"] if given["option"] != "first" else next(iter(offered), "")
    if kind == "date":
        return given["date"] or f"{timezone.localdate()}"
    return given["number"] if kind == "number" else given["text"]


def wrong(client, address):
    """{round: what is wrong with the answer to a form that is filled like that}, nothing where nothing is."""
    fields = Fields()
    page = client.get(address)
    shown = page.getvalue() if page.streaming else page.content
    if "html" in page.get("Content-Type", ""):
        fields.feed(shown.decode())
    answers = {name: _sent(client, address, data) for name, data in _each_once(fields.found).items()}
    return {f"{address} {name}": words for name, words in answers.items() if words}


def _each_once(fields):
    """{round: what is sent}; a form without dates is not sent once more for each of them."""
    rounds, sent = {}, []
    for name, given in ROUNDS.items():
        if (data := filled(fields, given)) not in sent:
            rounds[name] = data
            sent.append(data)
    return rounds


def _sent(client, address, data):
    """ "500", "script", or "" where all is well; nothing that is written lasts until the next form."""
    with transaction.atomic():
        answer = client.post(address, data)
        told = answer.content.decode(errors="ignore")
        if answer.status_code == 302 and answer.url.startswith("/"):
            told += client.get(answer.url).content.decode(errors="ignore")
        transaction.set_rollback(True)
    return str(answer.status_code) if answer.status_code >= 500 else "script" if SCRIPT in told else ""


@pytest.mark.once
def test_no_form_breaks(cast, strangers, staff, settings, tmp_path):
    """The officer has most of them, and those of the workers."""
    settings.MEDIA_ROOT = tmp_path
    # Questions per row are counted page by page elsewhere; here they only cost time.
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "zeal" not in name]
    world, client = World(cast, strangers, staff), Client(raise_request_exception=False)
    client.force_login(cast.officer)
    asked = [(name, parameters) for name, parameters in names() if ASKED.match(name)]
    answers = [wrong(client, world.address(*pair)) for pair in asked]

    assert len(answers) > 120
    assert [one for one in answers if one] == []
