"""What people are told of their honours, in words."""

from django.utils.translation import gettext as _

from members.models import Topic
from members.notifications import kind


@kind(Topic.HONOURS)
def honour_entered(title, body):
    words = _("Congratulations: your honour “%(title)s” of %(body)s is in the register, with your name as you agreed.")
    return words % {"title": title, "body": body}


@kind(Topic.HONOURS)
def honour_asks(title, body):
    words = _(
        "Congratulations: your honour “%(title)s” of %(body)s is in the register. Nobody reads your name there unless"
        " you agree; may it be shown?"
    )
    return words % {"title": title, "body": body}


@kind(Topic.HONOURS)
def honour_revoked(title, text):
    words = _("Your honour “%(title)s” was revoked in the register. Why: %(text)s")
    return words % {"title": title, "text": text}


@kind(Topic.HONOURS)
def hand_on_asked(title, year):
    words = _(
        "Your enterprise hands in “%(title)s”, which you worked on, for the national “Five Smalls” of %(year)d. Your"
        " name goes with it only if you agree; you can do so on your account page."
    )
    return words % {"title": title, "year": year}
