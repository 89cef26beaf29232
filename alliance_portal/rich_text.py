"""Marks for what staff writes: paragraphs, `## ` headings, `- ` lists, **bold** words and [links](https://…).

A few rules of Markdown and none that lets HTML through; what comes out is cleaned once more against a list of what is
allowed.
"""

import nh3
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt

MARKS = MarkdownIt("zero", {"html": False, "breaks": True}).enable(["heading", "list", "emphasis", "link", "newline"])
ALLOWED = {
    "tags": {"p", "h2", "h3", "ul", "ol", "li", "strong", "br", "a"},
    "attributes": {"a": {"href"}},
    "url_schemes": {"http", "https"},
    "link_rel": "noopener",
}


def _is_address(address):
    """A page of the portal or of the web: `//host` and `/\\host` are another host that looks like a page of ours."""
    inside = address.startswith("/") and not address.startswith(("//", "/\\", "/%5C"))
    return inside or address.startswith(("http://", "https://"))


# What is no such address stays text.
MARKS.validateLink = _is_address


def render(text):
    """The text as safe markup; what is no mark is shown as it was typed, and the page keeps its one h1."""
    tokens = MARKS.parse(str(text or ""))
    for token in tokens:
        token.tag = "h2" if token.tag == "h1" else token.tag
    return SafeString(nh3.clean(MARKS.renderer.render(tokens, MARKS.options, {}), **ALLOWED).strip())
