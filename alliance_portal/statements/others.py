"""About, help, and the accessibility statement."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from .text import Section, Statement

SINCE = dt.date(2026, 11, 30)

ABOUT = Statement(
    code="about",
    title=_("About this portal"),
    lead=_("Every idea from the shop floor gets an answer, and every figure on the wall can be opened."),
    version=1,
    since=SINCE,
    sections=(
        Section(
            "what",
            _("What it is"),
            words=(
                _(
                    "%(site)s brings together the workshops of model workers, of master craftsmen and those of"
                    " enterprises"
                    " with colleges. They used to be run side by side, were asked the same things twice, and"
                    " knew little of"
                    " each other. Here they are one alliance: problems are solved together, what one has found"
                    " out others"
                    " take over, and what is written down once counts everywhere."
                ),
            ),
        ),
        Section(
            "promises",
            _("What it promises"),
            items=(
                _("Every suggestion gets an answer with a reason, a name and a day."),
                _("A figure carries its two numbers, and its definition can be read."),
                _("People are named only if they agree."),
                _("Nobody is ranked, and nothing is asked twice."),
            ),
        ),
        Section(
            "whose",
            _("Whose it is"),
            words=(_("Host: %(host)s. Organiser: %(organiser)s."),),
        ),
    ),
)

HELP = Statement(
    code="help",
    title=_("Help"),
    lead=_("The questions that are asked most."),
    version=1,
    since=SINCE,
    sections=(
        Section(
            "suggest",
            _("How do I make a suggestion?"),
            items=(
                _("Tap “Suggest”, write what is wrong in a sentence, add a photo if you like, send it."),
                _(
                    "You get a number and a day by which you have an answer: within seven days, unless your"
                    " enterprise has"
                    " set another time."
                ),
                _("Without an account: scan the poster in your shop. You get a query code; keep it."),
            ),
        ),
        Section(
            "name",
            _("Does everybody see my name?"),
            words=(
                _(
                    "You choose when you send it. Hidden means hidden from those who answer, too. In the"
                    " gallery your name"
                    " stands only if you agree."
                ),
            ),
        ),
        Section(
            "answer",
            _("I do not understand the answer, or do not agree."),
            words=(
                _(
                    "Below the answer you can say that it is not clear, have it explained, and appeal once"
                    " within thirty"
                    " days to somebody else."
                ),
            ),
        ),
        Section(
            "sign_in",
            _("I cannot sign in."),
            items=(
                _(
                    "You need the code of your enterprise, your work number and your password; your union"
                    " officer knows the code."
                ),
                _("Password forgotten: your union officer gives you a new link. It works once, and for 72 hours."),
                _("Several wrong passwords: please wait five minutes."),
            ),
        ),
        Section(
            "photos",
            _("My photo is refused."),
            words=(
                _(
                    "JPEG, PNG or WebP, at most 8 MB each, four at most. Set the camera of an iPhone to “most"
                    " compatible”."
                ),
            ),
        ),
        Section(
            "story",
            _("May my officer write about me?"),
            words=(
                _(
                    "You read every story first. Words, name and photo are three questions, and with one tap"
                    " all of it is"
                    " gone again."
                ),
            ),
        ),
        Section(
            "whom",
            _("Whom can I ask?"),
            words=(_("Your union officer, or write to us on the page “Feedback on this portal”."),),
        ),
    ),
)

ACCESSIBILITY = Statement(
    code="accessibility",
    title=_("Accessibility"),
    lead=_("This portal is meant for everybody: with a small phone, with weak eyes, with the keyboard alone."),
    version=1,
    since=SINCE,
    sections=(
        Section(
            "how",
            _("What it keeps to"),
            items=(
                _("It is built after WCAG 2.2, levels A and AA; our tests check pages for it in a browser."),
                _("All pages work with the keyboard alone and without JavaScript."),
                _("Text can be made larger, and there is a light and a dark appearance."),
                _("Charts have a table beside them; colour is never the only sign."),
            ),
        ),
        Section(
            "limits",
            _("What it does not do yet"),
            items=(
                _("Documents that others have added, such as PDF, are as their authors made them."),
                _("Photos of suggestions are described only by the words beside them."),
                _("Nobody from outside has examined it so far: this is our own statement."),
            ),
        ),
        Section(
            "barrier",
            _("You have found a barrier?"),
            words=(_("Please tell us on the page “Feedback on this portal”. You get an answer there."),),
        ),
    ),
)
