"""The kinds of what is kept of people, as the privacy notice lists them (Art. 17 PIPL)."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Kind:
    """What it is, what for and on which ground, who reads it, and how long it is kept."""

    what: str
    purpose: str
    readers: str
    how_long: str

    @property
    def row(self):
        return (self.what, self.purpose, self.readers, self.how_long)


# By the code that stands in `inventory.csv`, in the order of the notice.
KINDS = {
    "roster": Kind(
        _("Roster: name, work number, department, post, skill grade, phone where entered, days of joining and leaving"),
        _("To know who belongs to an enterprise; the work of union and enterprise under their rules (Art. 13 (1) 2)"),
        _(
            "Yourself, the officers of your enterprise, district staff; name and department also those you work with"
            " here. Whoever leads a workshop is named on its page"
        ),
        _("As long as your enterprise takes part; once you have left, you appear in no list of people in service"),
    ),
    "account": Kind(
        _(
            "Account: password as a check value that cannot be read back, last time of signing in, the browsers in"
            " which you are signed in, the key of the second step, roles"
        ),
        _("To let you in and nobody else (Art. 13 (1) 2)"),
        _("District staff, and your officers whether you have signed in"),
        _("As long as the account is there; closing it lets nobody in from the next page on"),
    ),
    "suggestions": Kind(
        _("Suggestions with their photos, answers and what became of them"),
        _("To answer every one, to put it into practice and to reward it (Art. 13 (1) 2)"),
        _("Yourself, those who answer and do the work; everybody only what is shown in the gallery, without your name"),
        _("As a file of the enterprise; photos without what a camera writes into them"),
    ),
    "hidden_name": Kind(
        _("A hidden name on a suggestion"),
        _("Because you asked for it"),
        _("Nobody at your enterprise; district staff opens it only for a written reason that you are told"),
        _("Until you show it"),
    ),
    "drafts": Kind(
        _("Drafts that were not sent, and photos sent ahead of them"),
        _("So that nothing typed is lost"),
        _("You alone"),
        _("Drafts 14 days, photos 48 hours"),
    ),
    "willing": Kind(
        _("Specialities, and whether colleagues may ask you"),
        _("Only with your consent (Art. 13 (1) 1)"),
        _("People of enterprises who are signed in, while you agree"),
        _("Until you take it back"),
    ),
    "certificates": Kind(
        _("Skill certificates: trade, grade, number, issuing body, days, and the photo or PDF of it"),
        _("To know which skills there are and lack; you hand them in, or your officer enters them (Art. 13 (1) 2)"),
        _(
            "Yourself, the officers of your enterprise, district staff; trade and grade also whoever leads your"
            " workshop, and those who look for help while you agree to that"
        ),
        _("What you take back before it is confirmed loses its photo or PDF at once; the rest like the roster"),
    ),
    "stories": Kind(
        _("Your name and photo beside honours and results; your story with name and photo"),
        _("Only with a consent of its own for each (Art. 25)"),
        _("Everybody on the internet, while you agree"),
        _("Off every page with the next look; the words and the photo of a story are erased 30 days later"),
    ),
    "handed_on": Kind(
        _("Your name in what is handed in for the national round"),
        _("Only with a consent of its own (Art. 23)"),
        _("The All-China Federation of Trade Unions"),
        _("What was handed in cannot be called back by us"),
    ),
    "notices": Kind(
        _("Notices at the bell, and your e-mail address where you confirmed one"),
        _("To tell you what concerns you, and to let you choose a new password when yours is forgotten"),
        _("You alone"),
        _("Read notices 90 days, others a year; letters that cannot be delivered lose their address after 30 days"),
    ),
    "remarks": Kind(
        _("Remarks on this portal"),
        _("To answer them"),
        _("District staff, and whoever has the address of the answer"),
        _("Until district staff deletes them on your request"),
    ),
    "consents": Kind(
        _("What you have agreed to, and when you took it back"),
        _("To be able to show that you agreed (Art. 14 and 69)"),
        _("Yourself and district staff"),
        _("As long as the person is on a roster; without a name afterwards"),
    ),
    "rewards": Kind(
        _("Your rewards: amount, days of payment and receipt, what you wrote about one that is missing"),
        _("To pay them and to account for them (Art. 13 (1) 2 and 3)"),
        _("Yourself, officers and finance of your enterprise"),
        _("As long as accounts have to be kept; after your account is closed without your name"),
    ),
    "help": Kind(
        _("What you asked colleagues, and what they asked you"),
        _("To bring those who need help together with those who can (Art. 13 (1) 1)"),
        _("Whoever asks and whoever is asked"),
        _("Until the account is closed"),
    ),
    "work": Kind(
        _("Your part in workshops, results, honours, offices, award rounds and training"),
        _("The work of the alliance under its rules (Art. 13 (1) 2)"),
        _("People of enterprises; everybody only what you agreed to"),
        _(
            "As a register; after your account is closed without your name and photo. Which phone was used at a"
            " check-in is a mark that is blanked after 30 days"
        ),
    ),
    "opinions": Kind(
        _("That you answered the three questions about a session; never what you answered"),
        _("So that everybody answers once (Art. 13 (1) 2)"),
        _("Nobody"),
        _("30 days after the session; the answers have no name and no time from the beginning"),
    ),
    "mentoring": Kind(
        _("Mentoring agreements, with scans of the signed paper and what was noted each month"),
        _("The agreement that you signed (Art. 13 (1) 2)"),
        _(
            "Mentor and apprentices, their officers, who leads the enterprise or the workshop that keeps it, district"
            " staff; everybody only who learned from whom, with the family name alone unless you agree to more"
        ),
        _("Signed agreements stay, without your name; scans, notes and photos of a month go with your account"),
    ),
    "imports": Kind(
        _("Rows of ledgers as they were read"),
        _("To be able to undo an import (Art. 13 (1) 2)"),
        _("Officers of the enterprise and district staff"),
        _("A year; rows that name you go with your account"),
    ),
    "requests": Kind(
        _("What you asked for about your data, and the answer"),
        _("To answer you in time (Art. 50)"),
        _("Yourself, the officers of your enterprise, district staff"),
        _("Three years; the words go with your account"),
    ),
    "acts": Kind(
        _("Who answered, checked, signed or entered something in office, with the words of it"),
        _("So that every step can be answered for (Art. 13 (1) 2)"),
        _("Whoever may read the matter itself"),
        _("As part of the matter; the account is a number, without a name once it is closed"),
    ),
    "audit": Kind(
        _("Who signed in, gave roles, took data out: as numbers"),
        _("To find misuse (Art. 51)"),
        _("Auditors alone"),
        _("At least six months; it holds numbers and networks, no names"),
    ),
}
