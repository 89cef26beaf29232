"""What those who run a workshop write about it and its people."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alliance_portal.inputs import LineField, WordsField
from alliance_portal.widgets import Ticks
from members.fields import PersonField

from ..models import Workshop, WorkshopMembership
from .fields import DayField, PastDayField, SeenField

COMMON = ["founded_on", "speciality", "introduction", "place", "floor_space"]
WHY = {"required": _("Please write down why.")}


class ParticularsForm(forms.ModelForm):
    """What is asked of every workshop, and of its kind alone."""

    use_required_attribute = False

    founded_on = DayField(label=_("Founded on"), required=False)
    partner_since = DayField(label=_("Working together since"), required=False)
    innovates_in = forms.MultipleChoiceField(
        label=_("Innovates in"), required=False, choices=Workshop.Innovation.choices, widget=Ticks
    )
    seen = SeenField()

    class Meta:
        model = Workshop
        fields = [*COMMON, *(name for names in Workshop.PARTICULARS.values() for name in names)]
        widgets = {"introduction": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        own = Workshop.PARTICULARS.get(self.instance.kind, ())
        for name in [name for name in self._meta.fields if name not in (*COMMON, *own)]:
            del self.fields[name]
        self.fields["seen"].initial = self.instance.updated_at
        kinds = [kind for kind in Workshop.Innovation if getattr(self.instance, f"innovates_{kind}")]
        self.fields["innovates_in"].initial = kinds
        self.order_fields(["speciality", "innovates_in", "introduction", "founded_on", "place", "floor_space", *own])

    @property
    def facts(self):
        """What `services.describe` takes."""
        data = self.cleaned_data
        chosen = {f"innovates_{kind}": kind in data["innovates_in"] for kind in Workshop.Innovation}
        return {name: data[name] for name in data if name not in ("innovates_in", "seen")} | chosen


class RenameForm(forms.Form):
    use_required_attribute = False

    name = LineField(label=_("New name"), max_length=80, error_messages={"required": _("Please write the new name.")})
    until = PastDayField(label=_("Called so from"))
    reason = WordsField(
        label=_("Reason"), rows=2, max_length=200, error_messages=WHY, help_text=_("It is kept in the history.")
    )


class JoinForm(forms.Form):
    """Somebody of the same enterprise, by work number."""

    use_required_attribute = False

    person = PersonField(
        label=_("Person"),
        help_text=_("Work number or name of somebody in service in the same enterprise."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Please write who it is.")},
    )
    role = forms.ChoiceField(label=_("Role"), choices=WorkshopMembership.Role.choices, initial="member")
    title = forms.ChoiceField(
        label=pgettext_lazy("of a person", "title"),
        required=False,
        choices=[("", _("None")), *WorkshopMembership.Title.choices],
    )
    joined_on = PastDayField(label=_("Belongs to it from"))

    def __init__(self, *args, workshop, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].people = workshop.enterprise.people.in_service()


class LeaveForm(forms.Form):
    use_required_attribute = False

    left_on = PastDayField(label=_("Belongs to it no longer from"))


class LeaderForm(JoinForm):
    """Who leads it from a day on, why, and what becomes of the one before."""

    role = None
    joined_on = None

    day = PastDayField(label=_("Leads it from"))
    stays = forms.BooleanField(label=_("The former leader goes on as a member"), required=False, initial=True)
    reason = WordsField(
        label=_("Reason"), rows=2, max_length=200, error_messages=WHY, help_text=_("It is kept in the history.")
    )
    former = forms.ModelChoiceField(queryset=None, required=False, widget=forms.HiddenInput)

    def __init__(self, *args, workshop, **kwargs):
        super().__init__(*args, workshop=workshop, **kwargs)
        self.fields["person"].label = _("New leader")
        leaders = workshop.memberships.filter(role="leader")
        self.fields["former"].queryset = leaders
        current = leaders.filter(left_on=None).select_related("person").first()
        self.fields["former"].initial = current and current.pk
        if current is None:
            del self.fields["stays"]

    @property
    def facts(self):
        """What `services.change_leader` takes."""
        data = self.cleaned_data
        facts = {name: data[name] for name in ("former", "day", "reason", "title")}
        return facts | {"to": data["person"], "stays": data.get("stays", False)}
