"""Password rules: length by responsibility, and no words anybody here would guess first."""

import unicodedata

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

LENGTH, STAFF_LENGTH = 8, 12


class LengthValidator:
    """At least 8 characters; 12 for accounts that may enter the admin."""

    def validate(self, password, user=None):
        need = STAFF_LENGTH if getattr(user, "is_staff", False) else LENGTH
        if len(password) < need:
            raise ValidationError(
                ngettext("Use at least %(n)s character.", "Use at least %(n)s characters.", need) % {"n": need},
                code="password_too_short",
            )

    def get_help_text(self):
        return _("At least 8 characters (12 for union staff). Any characters will do.")


class ContextValidator:
    """Refuses the work number, the phone number, the enterprise and the portal's own name as a password."""

    def validate(self, password, user=None):
        text = _plain(password)
        for word in self._words(user):
            if len(word) >= 2 and len(text) - len(word) < 4 and word in text:
                raise ValidationError(
                    _("This is easy to guess: it is made of your number or the name of your enterprise."),
                    code="password_from_context",
                )

    def get_help_text(self):
        return _("Not your work number, phone number or the name of your enterprise.")

    @staticmethod
    def _words(user):
        yield from map(_plain, [settings.PORTAL["name"], settings.PORTAL["host"], "工会", "gonghui"])
        person = getattr(user, "person_or_none", None)
        if person:
            yield from map(
                _plain, [person.work_number, person.phone, person.enterprise.name, person.enterprise.short_name]
            )


def _plain(text):
    return unicodedata.normalize("NFKC", text or "").casefold().replace(" ", "")
