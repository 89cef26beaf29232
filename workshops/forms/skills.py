"""What a matrix of skills shows, and how many people are needed where."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alliance_portal.inputs import VersionField
from members.models import Enterprise, Person, Speciality

from ..models import Workshop
from ..models.skill_need import MOST_NEEDED

BY = [("departments", _("By department")), ("workshops", _("By workshop"))]


class MatrixForm(forms.Form):
    """Filters in the address; what is not offered is passed over."""

    by = forms.ChoiceField(label=pgettext_lazy("matrix", "By"), required=False)
    enterprise = forms.ModelChoiceField(
        label=_("Enterprise"), queryset=None, to_field_name="code", required=False, empty_label=None
    )
    speciality = forms.ModelChoiceField(
        label=_("Speciality"), queryset=None, to_field_name="name", required=False, empty_label=_("All specialities")
    )
    show = forms.ChoiceField(
        label=_("Show"), required=False, choices=[("", _("Everything")), ("gaps", _("Only where people lack"))]
    )

    def __init__(self, data, *, user):
        super().__init__(data)
        self.fields["speciality"].queryset = Speciality.objects.visible_to(user).active().order_by("name")
        visible = Enterprise.objects.visible_to(user).active().order_by("name")
        own = visible.with_role(user, "officer", "leader")
        led = Workshop.objects.visible_to(user).active().at_work(user).order_by().values("enterprise")
        everything = visible.filter(Q(pk__in=own.order_by().values("pk")) | Q(pk__in=led))
        self.fields["enterprise"].queryset = everything
        self.whole = set(own.values_list("pk", flat=True))
        self.fields["by"].choices = BY if self.whole else BY[1:]
        self.is_valid()
        self.enterprise = self._value("enterprise") or everything.first()
        if len(everything[:2]) < 2:
            del self.fields["enterprise"]

    def _value(self, name):
        return self.cleaned_data.get(name)

    @property
    def by_department(self):
        """Whoever only leads a workshop reads no departments."""
        return self._value("by") != "workshops" and self.enterprise is not None and self.enterprise.pk in self.whole

    @property
    def narrowing(self):
        return {"speciality": self._value("speciality"), "gaps": self._value("show") == "gaps"}


class NeedForm(forms.Form):
    """How many are needed with which grade; `need` is the one that is changed, None for a new one."""

    use_required_attribute = False

    speciality = forms.ModelChoiceField(
        label=_("Speciality"), queryset=None, empty_label=_("Please choose"),
        error_messages={"required": _("Please choose the trade.")},
    )  # fmt: skip
    least_grade = forms.ChoiceField(
        label=_("Least grade"), choices=[("", _("Please choose")), *Person.SkillGrade.choices],
        error_messages={"required": _("Please choose a skill grade.")},
        help_text=_("Higher grades count as well."),
    )  # fmt: skip
    number = forms.IntegerField(
        label=_("People needed"), min_value=1, max_value=MOST_NEEDED,
        error_messages={"required": _("Please write how many.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short", "autocomplete": "off"}),
    )  # fmt: skip
    version = VersionField()

    def __init__(self, *args, user, need=None, initial=None, **kwargs):
        if need:
            initial = {name: getattr(need, name) for name in ("least_grade", "number", "version")}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["speciality"].queryset = Speciality.objects.visible_to(user).active().order_by("name")
        del self.fields["speciality" if need else "version"]


class DropNeedForm(forms.Form):
    version = VersionField()
