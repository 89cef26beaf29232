"""Notices as e-mails, in the default language: a mailbox has not told us another one."""

from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alliance_portal.outbox import Letter
from alliance_portal.text import headline

from .tokens import mailbox_token, stop_token

SUBJECT_LENGTH = 60


def notice_letter(notice, text, chosen, now):
    """One notice as a letter, for the end of the quiet hours in which it may fall."""
    return Letter(
        key=f"notice:{notice.pk}",
        address=chosen.email,
        subject=_subject(headline(text, SUBJECT_LENGTH)),
        body=_body("notice", chosen, lines=[(text, _address(notice.path))]),
        not_before=chosen.next_loud(now),
    )


def daily_letter(lines, chosen, now, day):
    """All of a day in one letter; `lines` are (text, path)."""
    count = len(lines)
    title = ngettext("%(n)d notice since yesterday", "%(n)d notices since yesterday", count) % {"n": count}
    return Letter(
        key=f"daily:{chosen.user_id}:{day}",
        address=chosen.email,
        subject=_subject(title),
        body=_body("daily", chosen, lines=[(text, _address(path)) for text, path in lines]),
        not_before=chosen.next_loud(now),
    )


def mailbox_letter(user, email, now):
    """Asks whoever reads the mailbox whether notices shall come there."""
    link = _address(path_to("members:mailbox_confirmed", mailbox_token(user, email)))
    return Letter(
        key=f"mailbox:{user.pk}:{now.timestamp()}",
        address=email,
        subject=_subject(_("Please confirm that notices shall come to this mailbox")),
        body=render_to_string("members/mail/mailbox.txt", _frame() | {"link": link}),
    )


def password_letter(chosen, token, now):
    """Brings a link with which a new password is chosen; not held back in quiet hours: it is waited for."""
    link = _address(path_to("account_reset_password_from_key", user_pk_to_url_str(chosen.user), token))
    words = {"link": link, "username": chosen.user.username}
    with translation.override(settings.LANGUAGE_CODE):
        return Letter(
            key=f"password:{chosen.user_id}:{now.timestamp()}",
            address=chosen.email,
            subject=_subject(_("Choose a new password")),
            body=render_to_string("members/mail/password.txt", _frame() | words),
        )


def _subject(text):
    return _("[%(site)s] %(text)s") % {"site": settings.PORTAL["name"], "text": text}


def _body(template, chosen, *, lines):
    stop = path_to("members:mail_stopped", stop_token(chosen.user))
    links = {"settings": _address(path_to("members:notice_settings")), "stop": _address(stop)}
    return render_to_string(f"members/mail/{template}.txt", _frame() | {"lines": lines} | links)


def _frame():
    return {"site": settings.PORTAL}


def path_to(name, *args):
    """The path of a page in the default language; it is led to the reader's when the notice is opened."""
    with translation.override(settings.LANGUAGE_CODE):
        return reverse(name, args=args)


def _address(path):
    return settings.BASE_URL + path
