"""The slip of whoever sends without an account: its query code, and how it finds its way to a person."""

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from alliance_portal import workflow
from alliance_portal.text import clean_line

from ..models import Proposer, Slip, SuggestionEvent
from ..models.doors import LETTERS
from ..notifications import rewarding

Verb = SuggestionEvent.Verb
# Ten letters out of 31: nearly 50 bits.
CODE_LETTERS = 10
GROUP = 5


def code_of(key):
    """The query code of a form's key, such as K7QFM-2XH9P: nobody can guess it, and a second tap shows it again."""
    number = int.from_bytes(salted_hmac("suggestions.slip", str(key), algorithm="sha256").digest())
    letters = "".join(LETTERS[number // len(LETTERS) ** place % len(LETTERS)] for place in range(CODE_LETTERS))
    return f"{letters[:GROUP]}-{letters[GROUP:]}"


def plain(code):
    """The code as it was given out, however it was typed."""
    return "".join(letter for letter in clean_line(code).upper() if letter.isalnum())


def leave_slip(suggestion, *, code="", name="", work_number=""):
    """Keep what the sender left; of the code only what is needed to recognise it."""
    hashed = make_password(plain(code)) if code else ""
    return Slip.objects.create(suggestion=suggestion, code=hashed, name=name, work_number=work_number)


def find(number, code):
    """The suggestion of that number and query code, else None: as slowly for a wrong number as for a wrong code."""
    slip = Slip.objects.exclude(code="").filter(suggestion__number__iexact=clean_line(number)).first()
    if slip is None:
        make_password(plain(code))
        return None
    return slip.suggestion if check_password(plain(code), slip.code) else None


def join(suggestion, *, by):
    """The person with the number on the slip says: this is mine. It counts as theirs from now on.

    Raises WorkflowError when the number is not theirs, or when somebody was faster.
    """
    person = by.person_or_none
    with transaction.atomic():
        fresh = workflow.lock(suggestion)
        slip = _open_slip(fresh, person)
        Proposer.objects.create(suggestion=fresh, person=person)
        slip.joined_at = timezone.now()
        slip.save(update_fields=["joined_at", "updated_at"])
        workflow.append(fresh, Verb.JOINED, role="author")
        rewarding.joined(fresh, by)
        workflow.save(fresh)
    return fresh


def disown(suggestion, *, by):
    """The person with the number on the slip says: this is not mine. The number goes from the slip."""
    with transaction.atomic():
        fresh = workflow.lock(suggestion)
        slip = _open_slip(fresh, by.person_or_none)
        slip.name = slip.work_number = ""
        slip.save(update_fields=["name", "work_number", "updated_at"])
    return fresh


def _open_slip(suggestion, person):
    slip = Slip.objects.open_for(person).filter(suggestion=suggestion).first() if person else None
    if slip is None:
        raise workflow.WorkflowError(_("This suggestion does not carry your work number, or belongs to somebody."))
    return slip
