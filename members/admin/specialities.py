"""The catalogue of specialities, and who has agreed to what, in the staff's admin."""

from django import forms
from django.contrib import admin, messages
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from alliance_portal.staff_admin import ReadOnlyAdmin, RecordedAdmin

from .. import services
from ..models import Consent, Speciality


def _which_stays(specialities):
    """A form that asks which of the chosen ones takes the place of the others."""
    field = forms.ModelChoiceField(
        specialities, label=_("Which one stays?"), widget=forms.RadioSelect, empty_label=None
    )
    return type("WhichStaysForm", (forms.Form,), {"stays": field})


@admin.register(Speciality)
class SpecialityAdmin(RecordedAdmin):
    list_display = ["name", "other_words", "people_count", "is_active", "merged_into"]
    list_filter = ["is_active"]
    list_select_related = ["merged_into"]
    search_fields = ["name", "other_words"]
    fields = ["name", "other_words", "is_active", "merged_into"]
    readonly_fields = ["merged_into"]
    actions = ["merge"]

    def get_queryset(self, request):
        in_service = Count("person_rows", filter=Q(person_rows__person__in_service=True))
        return super().get_queryset(request).annotate(known_by=in_service)

    def has_delete_permission(self, request, obj=None):
        """People, workshops and documents name it: what is no longer wanted is no longer “in use”."""
        return False

    @admin.display(description=_("people in service"), ordering="known_by")
    def people_count(self, speciality):
        return speciality.known_by

    @admin.action(description=_("Merge into one"))
    def merge(self, request, chosen):
        if chosen.count() < 2:
            return messages.warning(request, _("Please tick at least two."))
        text = _(
            "Whoever and whatever has one of the others gets the one that stays. The others are no longer in use;"
            " whoever searches for their words finds the one that stays. This cannot be taken back."
        )
        words = {"title": _("Merge into one"), "text": text, "button": _("Merge")}
        form, question = self.ask_first(request, chosen, form_class=_which_stays(chosen), **words)
        if form is None:
            return question
        stays = form.cleaned_data["stays"]
        others = chosen.exclude(pk=stays.pk)
        self.carry_out(request, others, lambda one: services.merge_specialities(one, into=stays, by=request.user))


@admin.register(Consent)
class ConsentAdmin(ReadOnlyAdmin):
    """Given and withdrawn by the people alone, on their own page: the proof, to look at."""

    list_display = ["person", "enterprise", "purpose", "version", "given_at", "withdrawn_at"]
    list_filter = ["purpose", "person__enterprise"]
    list_select_related = ["person__enterprise"]
    search_fields = ["person__name", "person__work_number"]
    fields = ["person", "purpose", "version", "given_at", "withdrawn_at"]

    @admin.display(description=_("enterprise"), ordering="person__enterprise__name")
    def enterprise(self, consent):
        return consent.person.enterprise
