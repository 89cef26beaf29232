"""What is written of a story, and what its person says about it."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alliance_portal.files import read_picture
from alliance_portal.inputs import LineField, VersionField, WordsField

from ..fields import PersonField
from ..models import Story

LONGEST_STORY = 5000


class StoryPhotoField(forms.FileField):
    """One photo, checked and re-encoded: `cleaned_data` holds a `files.Picture`, or None."""

    widget = forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"})

    def clean(self, data, initial=None):
        return read_picture(data) if data else None


class StoryForm(forms.Form):
    """The words and the photo; `story` is the draft that is changed, None for a new one."""

    use_required_attribute = False

    title = LineField(
        label=pgettext_lazy("of a story", "Title"), max_length=60,
        error_messages={"required": _("Please give the story a title.")},
        help_text=_("Such as: Thirty years with the same welding gun."),
    )  # fmt: skip
    quote = LineField(
        label=_("What the person says, in a sentence"), max_length=120, required=False,
        help_text=_("In the person's own words; it stands large above the story."),
    )  # fmt: skip
    text = WordsField(
        label=_("Story"), rows=14, max_length=LONGEST_STORY,
        error_messages={"required": _("Please write the story.")},
        help_text=_("Three minutes of reading: about 800 characters. An empty line begins a new paragraph."),
    )  # fmt: skip
    photo = StoryPhotoField(
        label=pgettext_lazy("of a person", "Photo"), required=False,
        help_text=_("JPEG, PNG or WebP, 8 MB at most. Not necessary; shown only if the person agrees."),
    )  # fmt: skip
    no_photo = forms.BooleanField(label=_("Take the photo away"), required=False)
    version = VersionField()

    def __init__(self, *args, story=None, **kwargs):
        kwargs["initial"] = {name: getattr(story, name) for name in (*Story.WORDS, "version")} if story else {}
        super().__init__(*args, **kwargs)
        if story is None:
            del self.fields["version"]
        if story is None or not story.image:
            del self.fields["no_photo"]

    @property
    def words(self):
        return {name: self.cleaned_data[name] for name in Story.WORDS}

    @property
    def changes_photo(self):
        return bool(self.cleaned_data["photo"] or self.cleaned_data.get("no_photo"))


class NewStoryForm(StoryForm):
    """A new one, of somebody on the roster of `people`."""

    person = PersonField(
        label=_("Person"), widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Please write who it is.")},
        help_text=_("Work number or name. The person reads it first, and nobody else does without a yes."),
    )  # fmt: skip
    field_order = ["person", *Story.WORDS, "photo"]

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].people = people


class AgreeForm(forms.Form):
    """Nothing is ticked beforehand: silence is no consent."""

    use_required_attribute = False

    version = VersionField()
    name = forms.BooleanField(label=_("Show my name beside it"), required=False)
    photo = forms.BooleanField(label=_("Show my photo beside it"), required=False)

    def __init__(self, *args, story, **kwargs):
        super().__init__(*args, initial={"version": story.version}, **kwargs)
        if not story.image:
            del self.fields["photo"]

    @property
    def facts(self):
        return {"name": self.cleaned_data["name"], "photo": self.cleaned_data.get("photo", False)}


class ChangeForm(forms.Form):
    """What the person would like to be different."""

    use_required_attribute = False

    version = VersionField()
    note = WordsField(
        label=_("What should be different?"), rows=4, max_length=500,
        error_messages={"required": _("Please write down what should be different.")},
    )  # fmt: skip


class StoryReasonForm(forms.Form):
    """Why a story goes back, or off the pages."""

    use_required_attribute = False

    version = VersionField()
    reason = WordsField(
        label=_("Reason"), rows=3, max_length=500, help_text=_("The person reads it."),
        error_messages={"required": _("Please write down why.")},
    )  # fmt: skip
