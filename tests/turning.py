"""Turning the pages of a list as its links do."""

from html import unescape
from html.parser import HTMLParser


class _Links(HTMLParser):
    def __init__(self, markup):
        super().__init__()
        self.found = {}
        self.feed(markup)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "a" and attributes.get("rel") in ("prev", "next"):
            self.found[attributes["rel"]] = unescape(attributes["href"])


def link(response, rel="next"):
    """Where the link to the page beside leads, None where there is none."""
    found = _Links(response.content.decode()).found.get(rel)
    path = response.wsgi_request.path
    return path + found if found and found.startswith("?") else found


def turned(client, response, rel="next"):
    """The page beside this one."""
    return client.get(link(response, rel))
