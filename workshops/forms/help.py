"""What people write when they ask for help and when they are asked."""

from django import forms
from django.utils.translation import gettext_lazy as _

from alliance_portal.inputs import VersionField, WordsField

LONGEST_REQUEST = 1000


class AskForm(forms.Form):
    """One required field, filled in beforehand as far as it is known."""

    use_required_attribute = False

    about = WordsField(
        label=_("What is it about?"),
        rows=4,
        max_length=LONGEST_REQUEST,
        help_text=_("What happens, what you have tried. Please leave out what must not leave your enterprise."),
        error_messages={"required": _("Please write what it is about. A few words will do.")},
    )


class StepForm(forms.Form):
    """The version it was made from, and nothing more."""

    use_required_attribute = False

    version = VersionField(required=False)


class NoteForm(StepForm):
    """An optional word with a yes, a no or a handing on."""

    note = WordsField(label=_("A word with it"), rows=3, max_length=LONGEST_REQUEST, required=False)


class PassOnForm(NoteForm):
    """To whom; `colleagues` are those who are willing."""

    to = forms.ModelChoiceField(
        label=_("To whom?"),
        queryset=None,
        empty_label=_("Please choose"),
        error_messages={"required": _("Please choose a colleague.")},
    )
    field_order = ["version", "to", "note"]

    def __init__(self, *args, colleagues, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = colleagues
        self.fields["to"].label_from_instance = _named


def _named(person):
    """Name and post, with what the person is good at; no work number."""
    known_for = str(_(", ")).join(one.name for one in person.known_for)
    return str(_(" · ")).join(part for part in (person.name, person.post, known_for) if part)


class SolveForm(NoteForm):
    """One sentence for those who come after."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        note = self.fields["note"]
        note.required, note.label = True, _("What helped?")
        note.help_text = _("One sentence is enough.")
        note.error_messages["required"] = _("Please write in a sentence what helped.")


class EntryForm(forms.Form):
    use_required_attribute = False

    text = WordsField(
        label=_("Write"),
        rows=3,
        max_length=LONGEST_REQUEST,
        error_messages={"required": _("Please write something first.")},
    )
