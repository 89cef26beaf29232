"""What a worker fills in: a suggestion, the details asked for, and whether it was really done."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from alliance_portal.text import clean, clean_line
from alliance_portal.widgets import Chips, Choices, Segments
from members.fields import PeopleField

from ..models import AnswerRating, Draft, Suggestion
from ..services.drafts import Sheet
from .fields import KeyField, PhotosField, VersionField, WordsField

Category = Suggestion.Category
SHOWN, HIDDEN = "shown", "hidden"
SIGNATURES = [
    (SHOWN, _("Under my name: reviewers and colleagues at work on it see it")),
    (HIDDEN, _("Hidden: neither reviewers nor leaders learn who had the idea")),
]


def _categories():
    """In the order of the law, and last what a worker who is not sure may leave."""
    sure = [(value, label) for value, label in Category.choices if value != Category.OTHER]
    return [*sure, (Category.OTHER, _("Not sure"))]


class WorkerForm(forms.Form):
    """Says whether photos were lost: a page that is shown again cannot bring chosen files back."""

    @property
    def photos_lost(self):
        return self.is_bound and not self.is_valid() and any(self.files.values())


class SuggestionForm(WorkerForm):
    """One required field; everything else helps the reviewer and may be left out."""

    key = KeyField()
    problem = WordsField(
        label=_("1. What is wrong, or could be better?"),
        help_text=_("Where, what happens, what it leads to. You can also speak: the microphone is on your keyboard."),
        error_messages={"required": _("Please write what is wrong. A few words will do.")},
    )
    hazard = forms.BooleanField(label=_("Somebody may get hurt here"), required=False)
    photos = PhotosField(
        label=_("2. Photos"),
        required=False,
        help_text=_("Up to 4, each 8 MB at most. As long as it can be made out; better without faces."),
    )
    idea = WordsField(label=_("3. How would you change it?"), required=False, rows=2)
    expected_effect = WordsField(
        label=_("What would it bring?"),
        required=False,
        rows=2,
        help_text=_("Safer, faster, cheaper, easier … as you see it."),
    )
    category = forms.ChoiceField(
        label=_("Category"), choices=_categories, required=False, initial=Category.OTHER, widget=Chips
    )
    signature = forms.ChoiceField(
        label=_("Who may see your name"), choices=SIGNATURES, required=False, initial=SHOWN, widget=Choices
    )

    def clean_category(self):
        return self.cleaned_data["category"] or Category.OTHER

    @property
    def facts(self):
        """What `services.submit` takes."""
        facts = dict(self.cleaned_data)
        is_hazard, signature = facts.pop("hazard"), facts.pop("signature")
        facts["kind"] = Suggestion.Kind.HAZARD if is_hazard else Suggestion.Kind.SUGGESTION
        return facts | {"hide_name": signature == HIDDEN}

    @property
    def more_is_open(self):
        """Whether the folded part has something to show: an error, or what was typed before."""
        return any(
            name in self.errors or self[name].value() not in ("", None, Category.OTHER, SHOWN) for name in self.folded
        )

    folded = ("expected_effect", "category", "signature")


class DraftedForm(SuggestionForm):
    """From somebody whose draft is kept on the server: nothing typed or chosen is lost by a mistake."""

    version = VersionField(required=False)
    page = KeyField(required=False)

    unwritten = {"key", "version", "page", "photos"}
    photos_lost = False
    # The draft as another page has saved it meanwhile.
    elsewhere = None

    def __init__(self, *args, draft=None, **kwargs):
        texts = {**draft.texts, "key": draft.key, "version": draft.version} if draft else {"key": uuid.uuid4()}
        super().__init__(*args, initial={**texts, "page": uuid.uuid4()}, **kwargs)
        self.draft = draft
        self.fields["photos"].kept = draft.photos.count() if draft else 0

    def clean_version(self):
        return self.cleaned_data["version"] or 0

    @property
    def key(self):
        return uuid.UUID(str(self["key"].value()))

    def forget_errors(self, *, but):
        """A draft may be as unfinished as it likes; only this field has to be right."""
        for name in set(self.errors) - {but}:
            del self.errors[name]

    @property
    def texts(self):
        """What is typed and chosen, whether or not it can be sent as it stands."""
        typed = {name: clean(self.data.get(name, "")) for name in self.fields if name not in self.unwritten}
        return {name: text for name, text in typed.items() if text}

    @property
    def sheet(self):
        """What the services compare with the draft as it is now."""
        return Sheet(self.texts, version=self.cleaned_data["version"], page=self.cleaned_data["page"])

    @property
    def facts(self):
        facts = {name: fact for name, fact in super().facts.items() if name not in ("version", "page")}
        return facts | {"sheet": self.sheet}

    def says_otherwise(self, suggestion):
        """Whether what was sent from this form before has other words."""
        words = ("problem", "idea", "expected_effect")
        return any(self.cleaned_data[name] != getattr(suggestion, name) for name in words)

    def show_again(self, **values):
        """The same page once more, with other hidden values than those that came."""
        self.data = self.data.copy()
        for name, value in values.items():
            self.data[name] = value

    def show_both(self, changed):
        """What another page has saved stands beside what is typed here; whoever has read it may go on from here."""
        self.elsewhere = changed.draft
        self.show_again(version=changed.draft.version)
        self.add_error(None, changed.message)

    @property
    def words_elsewhere(self):
        """(label, text) of what the other page has saved."""
        texts = self.elsewhere.texts if self.elsewhere else {}
        return [(self.fields[name].label, texts[name]) for name in Draft.WORDS if name in texts and name in self.fields]


class OwnForm(DraftedForm):
    """From somebody with an account: colleagues who had the idea too can be named."""

    together = PeopleField(
        label=_("Colleagues who had the idea too"),
        required=False,
        discreet=True,
        help_text=_(
            "Work numbers or names, with a comma between them. Each is asked to confirm; shares are equal at first."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    folded = (*SuggestionForm.folded, "together")

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["together"].people = person.enterprise.people.in_service().exclude(pk=person.pk)


class GuestForm(DraftedForm):
    """From a poster, without an account: a name and a number may be left, and need not."""

    name = forms.CharField(
        label=_("Your name"), required=False, max_length=60, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    work_number = forms.CharField(
        label=_("Your work number"),
        required=False,
        max_length=20,
        help_text=_("With it the suggestion is found on your own page as soon as you have an account."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "short"}),
    )

    folded = (*SuggestionForm.folded, "name", "work_number")

    def clean_name(self):
        return clean_line(self.cleaned_data["name"])

    def clean_work_number(self):
        return clean_line(self.cleaned_data["work_number"])


class LaterPhotosForm(WorkerForm):
    """Photos that did not get through with the words."""

    photos = PhotosField(
        label=_("Photos"),
        help_text=_("Up to 4, each 8 MB at most. As long as it can be made out; better without faces."),
        error_messages={"required": _("Please choose a photo.")},
    )


class DetailsForm(WorkerForm):
    """The details a reviewer asked for."""

    version = VersionField()
    text = WordsField(
        label=_("What you would like to add"),
        error_messages={"required": _("Please write the details. A few words will do.")},
    )
    photos = PhotosField(
        label=_("Photos"),
        required=False,
        help_text=_("Up to 4, each 8 MB at most. As long as it can be made out; better without faces."),
    )


class WithdrawForm(WorkerForm):
    version = VersionField()


class RateForm(WorkerForm):
    """None is preselected; one tap and it is counted in the sum."""

    value = forms.ChoiceField(
        label=_("Was this answer clear to you?"),
        choices=AnswerRating.Value.choices,
        widget=Segments,
        help_text=_("Shown only in sums of five or more. Reviewers see no single rating, and no reward depends on it."),
        error_messages={"required": _("Please choose one of the three.")},
    )


class AskAgainForm(WorkerForm):
    """Asking what an answer means; once for each answer."""

    version = VersionField()
    text = WordsField(
        label=_("What is not clear to you?"),
        rows=3,
        max_length=500,
        error_messages={"required": _("Please write what is not clear. A few words will do.")},
    )


class AppealForm(WorkerForm):
    """Why somebody else should look at it."""

    version = VersionField()
    reason = WordsField(
        label=_("Why should somebody else look at it?"),
        rows=4,
        help_text=_("What was not considered, or has changed since."),
        error_messages={"required": _("Please write why. A few words will do.")},
    )


class NudgeForm(WorkerForm):
    """Nothing to fill in: that somebody waits says enough."""


class UrgeForm(WorkerForm):
    text = WordsField(
        label=_("A line to whoever has to act"),
        required=False,
        rows=2,
        help_text=_("They read it with your name."),
    )


class ShowNameForm(WorkerForm):
    version = VersionField()


class TrackForm(forms.Form):
    """The number and the query code of something that was sent in without an account."""

    use_required_attribute = False

    number = forms.CharField(
        label=_("Number of the suggestion"),
        max_length=20,
        help_text=_("Such as CF-2026-00042."),
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Please fill in the number.")},
    )
    code = forms.CharField(
        label=_("Query code"),
        max_length=20,
        help_text=_("Ten letters and digits, shown once after sending. Capital or small does not matter."),
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Please fill in the query code.")},
    )

    def clean_number(self):
        return clean_line(self.cleaned_data["number"]).upper()


class ConfirmForm(WorkerForm):
    """Whether the place has really changed; “not yet” needs a word, so that the owner knows what is missing."""

    YES, NOT_YET = "yes", "not_yet"

    version = VersionField()
    answer = forms.ChoiceField(
        label=_("Has it really been put right on the spot?"),
        choices=[(YES, _("Yes, it has been put right")), (NOT_YET, _("Not yet"))],
        widget=Choices,
        error_messages={"required": _("Please choose “yes” or “not yet”.")},
    )
    note = WordsField(
        label=_("A word about it"), required=False, rows=3, help_text=_("With “not yet”: what is still missing?")
    )

    def __init__(self, *args, **kwargs):
        """`learned`: what is confirmed is a trial that did not work."""
        learned = kwargs.pop("learned", False)
        super().__init__(*args, **kwargs)
        if learned:
            self.fields["answer"].label = _("Was it really tried like that?")
            self.fields["answer"].choices = [(self.YES, _("Yes, it was tried")), (self.NOT_YET, _("Not yet"))]

    def clean(self):
        data = super().clean()
        if data.get("answer") == self.NOT_YET and not data.get("note") and "note" not in self.errors:
            self.add_error("note", _("Please write what is still missing, so that the owner can go on."))
        return data
