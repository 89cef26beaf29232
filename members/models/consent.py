"""What somebody has agreed to, from when until when."""

import secrets
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..querysets import ConsentQuerySet
from .person import Person


def new_code():
    return secrets.token_urlsafe(9)


class Consent(models.Model):
    """A consent of its own, as Art. 25 of the personal information law asks before others are shown somebody's data.

    Given and withdrawn by the person alone; it ends the moment it is withdrawn. Rows stay, so that it can be told who
    had agreed to what and when.
    """

    class Purpose(models.TextChoices):
        HELP = "help", _("Be shown under “Who can help” and be asked there")
        HELP_GRADE = "help_grade", _("The grade of my certificates under “Who can help”")
        NAMED = "named", _("My name beside honours and results, and in the lineage")
        PHOTO = "photo", _("My photo beside my honours")
        HAND_ON = "hand_on", _("My name in what is handed in for the national “Five Smalls”")
        STORY = "story", _("My story, told to everybody")
        STORY_NAME = "story_name", _("My name beside my story")
        STORY_PHOTO = "story_photo", _("My photo beside my story")

    # Each of these is a switch of its own on the account page, with what it asks. Changed words raise CONSENT_WORDS.
    # Those of a story are given on the page where it is read, because they are for those words.
    ASKED: ClassVar = {
        Purpose.HELP_GRADE: _(
            "As long as colleagues may ask you, people of all enterprises who have signed in also see the trade and "
            "the grade of your certificates that are confirmed and in force; never the paper, its number or its days."
        ),
        Purpose.NAMED: _(
            "Everybody on the internet may read your name, with your enterprise, beside the honours you were given and "
            "the results you worked out, and in the lineage of masters and apprentices. Without it they are shown "
            "without your name, or with your family name alone."
        ),
        Purpose.PHOTO: _(
            "The photo that your union officer adds to an honour of yours is shown beside it to everybody, as long as "
            "your name is shown too."
        ),
        Purpose.HAND_ON: _(
            "When your enterprise hands in a result of yours for the national round, your name goes to the All-China "
            "Federation of Trade Unions and its system. What has been handed in already cannot be called back by us."
        ),
    }

    person = models.ForeignKey(Person, models.CASCADE, related_name="consents", verbose_name=_("person"))
    purpose = models.CharField(_("to what"), max_length=12, choices=Purpose.choices)
    version = models.PositiveSmallIntegerField(_("version of the words"))
    # By which its giver is addressed where no work number may be shown; dead as soon as it is withdrawn.
    code = models.CharField(max_length=16, unique=True, editable=False, default=new_code)
    given_at = models.DateTimeField(_("given at"), default=timezone.now)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["-given_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "purpose"], condition=Q(withdrawn_at=None), name="member_consent_open_once"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=F("given_at")),
                name="member_consent_given_before_withdrawn",
            ),
        ]

    def __str__(self):
        return f"{self.person} · {self.get_purpose_display()}"
