"""The key that makes a form count once. It counts for one sender: of a poster, or with an account."""

import uuid

from django.utils.translation import gettext as _

from alliance_portal import workflow

from ..models import Suggestion


class SentAlreadyError(workflow.WorkflowError):
    """What this form held has been sent; `suggestion` is what came of it."""

    def __init__(self, suggestion):
        super().__init__(_("This has been sent already, as %(number)s.") % {"number": suggestion.number})
        self.suggestion = suggestion


def key_of_person(key, person):
    """On a shared phone the page of somebody else may still be open: its key makes another record."""
    return uuid.uuid5(key, str(person.pk))


def key_at_poster(key, poster):
    return uuid.uuid5(key, poster.code)


def sent_before(own_key):
    """What the same sender made of the same form, if it was sent."""
    return Suggestion.objects.filter(idempotency_key=own_key).first()
