"""The privacy notice, with what Art. 17 PIPL and Art. 21 of the network data rules ask: who, what for, which, how long.

The kinds of data are those of the inventory (`personal_data`). Spans of time are those of the code:
`members.notifications.daily`, `members.services.retention`, `suggestions.querysets.drafts`, `members.models.story`,
`outbox.upkeep`.
"""

import datetime as dt

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alliance_portal.personal_data.kinds import KINDS

from .text import Section, Statement

HEAD = (pgettext_lazy("of personal data", "What"), _("What for, and on which ground"), _("Who reads it"), _("How long"))
ROWS = tuple(kind.row for kind in KINDS.values())
PRIVACY = Statement(
    code="privacy",
    title=_("Privacy notice"),
    lead=_("What this portal keeps of you, what for, how long, and what you can do about it."),
    version=3,
    since=dt.date(2026, 11, 30),
    sections=(
        Section(
            "who",
            _("Who is responsible"),
            words=(
                _(
                    "%(host)s, together with your enterprise for its roster and its suggestions. Questions and"
                    " requests:"
                    " your union officer, or the page “Feedback on this portal”."
                ),
            ),
        ),
        Section("kinds", _("What is kept: the list"), table=(HEAD, ROWS)),
        Section(
            "never",
            _("What is not kept"),
            items=(
                _(
                    "No number of an identity card, no bank account, nothing to recognise a face by, no"
                    " position of your phone."
                ),
                _("No count of how often or how long you are here."),
                _("Nothing is given to other companies, and pages load nothing from them."),
            ),
        ),
        Section(
            "cookies",
            _("Cookies"),
            items=(
                _(
                    "One that keeps you signed in for 30 days, one that protects forms, and your choice of language and"
                    " appearance."
                ),
                _("Once you have signed in: one by which this browser knows the code of your enterprise, for a year."),
                _("Without an account: one by which this browser finds your drafts again, for 14 days."),
                _("At a check-in: for a day one that tells whether two people used the same phone."),
            ),
        ),
        Section(
            "rights",
            _("What you can do"),
            items=(
                _("Read what is kept of you and take it along in one file: “My account”, “What is kept of me”."),
                _("Have it corrected or deleted: ask there, and you get an answer within 15 days."),
                _(
                    "Take every consent back, with one tap, where you gave it; it holds from the next page on"
                    " and has no"
                    " bearing on anything else."
                ),
                _(
                    "Close your account for good, there and by yourself. You read before what goes and what stays: a"
                    " suggestion stays as a file of the enterprise, without your name."
                ),
                _("Object to how your data is handled, here or at the authority for personal information."),
            ),
        ),
        Section(
            "changes",
            _("When this notice changes"),
            words=(
                _(
                    "Version and day stand at its head. Where what you agreed to changes, your consent no"
                    " longer counts and"
                    " you are asked anew (Art. 14)."
                ),
            ),
        ),
    ),
)
