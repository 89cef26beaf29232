"""Whom and which documents somebody is looking for."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from members.models import Person, Speciality
from members.permissions import can_see_who_helps

from ..models import Document, Workshop


class HelperFilter(django_filters.FilterSet):
    """People who may be asked, by what they are good at, their enterprise and the kind of their workshop."""

    q = django_filters.CharFilter(
        label=_("What do you need help with?"),
        method="good_at_words",
        widget=forms.TextInput(attrs={"type": "search", "maxlength": 60}),
    )
    speciality = django_filters.ModelChoiceFilter(
        label=_("Speciality"), to_field_name="name", empty_label=_("All specialities"), method="good_at",
        queryset=lambda request: Speciality.objects.visible_to(request.user).active(),
    )  # fmt: skip
    enterprise = django_filters.ModelChoiceFilter(
        label=_("Enterprise"), to_field_name="code", empty_label=_("All enterprises")
    )
    kind = django_filters.ChoiceFilter(
        label=_("Workshop"), choices=Workshop.Kind.choices, empty_label=_("With or without workshop"), method="in_kind"
    )

    class Meta:
        model = Person
        fields = ["q", "speciality", "enterprise", "kind"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if can_see_who_helps(self.request.user):
            self.filters["enterprise"].queryset = self.queryset.enterprises().order_by("name")
        else:
            del self.filters["enterprise"]

    @property
    def specialities(self):
        """What was asked for; None when all are meant."""
        chosen, text = self._chosen("speciality"), self._chosen("q")
        if chosen:
            return Speciality.objects.visible_to(self.request.user).filter(pk=chosen.pk)
        return self._meant(text) if text else None

    def _chosen(self, name):
        self.form.is_valid()
        return self.form.cleaned_data.get(name)

    def _meant(self, text):
        return Speciality.objects.visible_to(self.request.user).active().matching(text[:60])

    def good_at_words(self, people, name, text):
        return people.good_at(self._meant(text))

    def good_at(self, people, name, speciality):
        return people.good_at([speciality])

    def in_kind(self, people, name, kind):
        workshops = Workshop.objects.visible_to(self.request.user).active().filter(kind=kind)
        return people.filter(
            workshop_memberships__workshop__in=workshops, workshop_memberships__left_on=None
        ).distinct()

    def workshops(self):
        """The workshops that fit the same conditions."""
        found = Workshop.objects.visible_to(self.request.user).active()
        if self.specialities is not None:
            found = found.good_at(self.specialities)
        if enterprise := self._chosen("enterprise"):
            found = found.filter(enterprise=enterprise)
        if kind := self._chosen("kind"):
            found = found.filter(kind=kind)
        return found


class DocumentFilter(django_filters.FilterSet):
    """Shared documents by words, kind, speciality and enterprise."""

    q = django_filters.CharFilter(
        label=_("Words in the title, the use or the speciality"),
        method="matching",
        widget=forms.TextInput(attrs={"type": "search", "maxlength": 60}),
    )
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=Document.Kind.choices, empty_label=_("All kinds"))
    speciality = django_filters.ModelChoiceFilter(
        label=_("Speciality"), to_field_name="name", empty_label=_("All specialities"), method="about",
        queryset=lambda request: Speciality.objects.visible_to(request.user).active(),
    )  # fmt: skip
    enterprise = django_filters.ModelChoiceFilter(
        label=_("Enterprise"), to_field_name="code", empty_label=_("All enterprises"), method="of_enterprise"
    )

    class Meta:
        model = Document
        fields = ["q", "kind", "speciality", "enterprise"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["enterprise"].queryset = self.queryset.enterprises().order_by("name")

    def matching(self, documents, name, text):
        return documents.matching(text[:60])

    def about(self, documents, name, speciality):
        return documents.about(speciality)

    def of_enterprise(self, documents, name, enterprise):
        return documents.of_enterprise(enterprise)
