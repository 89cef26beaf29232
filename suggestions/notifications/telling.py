"""Telling those whom a suggestion concerns."""

from functools import wraps

from django.db import transaction

from alliance_portal.text import headline
from members.notifications import path_to, tell

from .recipients import authors_of, holders_of, owner_of

TEXT_LENGTH = 80


def told(telling):
    """Decorator of a service: `telling` gets what the move returns and was called with, in the same transaction."""

    def decorate(move):
        @wraps(move)
        def moved(*args, **kwargs):
            with transaction.atomic():
                result = move(*args, **kwargs)
                telling(result, **kwargs)
            return result

        return moved

    return decorate


def tell_about(kind, users, suggestion, page, *, subject="", **facts):
    """`subject` where it is settled apart from what else there is about the suggestion."""
    path = path_to(f"suggestions:{page}", suggestion.number)
    tell(kind, users, subject=subject or suggestion.number, path=path, title=suggestion.title, **facts)


def about_visit(suggestion):
    """The subject of what asks for a return visit."""
    return f"visit:{suggestion.number}"


def tell_authors(kind, suggestion, **facts):
    tell_about(kind, authors_of(suggestion), suggestion, "detail", **facts)


def tell_holders(kind, suggestion, **facts):
    tell_about(kind, holders_of(suggestion), suggestion, "review", number=suggestion.number, **facts)


def tell_owner(kind, suggestion, *, by=None, **facts):
    tell_about(kind, owner_of(suggestion, by=by), suggestion, "track", number=suggestion.number, **facts)


def brief(text):
    return headline(text, TEXT_LENGTH)
