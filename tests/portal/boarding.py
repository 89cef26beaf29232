"""Boards as tests look at them."""

from django.urls import reverse


def shown(client, board, number=None, **parameters):
    """The answer to a screen that asks for a page of the board."""
    name, place = ("board-page", [number]) if number else ("board", [])
    return client.get(reverse(name, args=[board.token, *place]), parameters)


def page_of(client, board, number=2):
    """What is on a page of the board, as the templates get it."""
    return shown(client, board, number).context["content"]


def text_of(client, board, number=2):
    return shown(client, board, number).content.decode()
