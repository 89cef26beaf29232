"""Which sessions, topics asked for, mentoring agreements and partners a list shows."""

import django_filters
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from members.models import Enterprise
from members.permissions import is_district_staff
from workshops.models import Workshop

from .models import Mentorship, Partner, Session, TopicWish

SESSION_ORDERS = {"first": ("starts_at", "pk"), "topic": ("topic", "pk")}
WISH_ORDERS = {"newest": ("-asked_at", "-pk"), "oldest": ("asked_at", "pk")}
MOST_SEARCHED = 40
ORDERS = {"ends": ("ends_on", "pk"), "number": ("number", "pk")}


def _words(label):
    return django_filters.CharFilter(
        label=label, method="matching", widget=forms.TextInput(attrs={"type": "search", "maxlength": MOST_SEARCHED})
    )


def _day(label, lookup):
    widget = forms.DateInput(attrs={"type": "date", "class": "short"})
    return django_filters.DateFilter(label=label, field_name="starts_at", lookup_expr=f"date__{lookup}", widget=widget)


def _host():
    return django_filters.ModelChoiceFilter(
        label=_("Workshop"), to_field_name="slug", empty_label=_("All workshops"), method="of_workshop",
        queryset=lambda request: Workshop.objects.visible_to(request.user).order_by("name"),
    )  # fmt: skip


def _holder():
    return django_filters.ModelChoiceFilter(
        label=_("Enterprise"), to_field_name="code", empty_label=_("All enterprises"), method="of_enterprise",
        queryset=lambda request: Session.objects.visible_to(request.user).enterprises(),
    )  # fmt: skip


class Hosted(django_filters.FilterSet):
    """What both lists of sessions ask of those who hold them."""

    def matching(self, sessions, name, text):
        return sessions.matching(text[:MOST_SEARCHED])

    def of_workshop(self, sessions, name, workshop):
        return sessions.hosted_by([workshop])

    def of_enterprise(self, sessions, name, enterprise):
        return sessions.held_by(enterprise)


class SessionFilter(Hosted):
    """Sessions at the desk, by words, days, function, kind, lecturer, workshop, enterprise and status.

    `HELD` are those that the figures count, `UNSAID` those of which nobody said what kind of lecturer there was.
    """

    HELD, UNSAID = "held", "unsaid"

    q = _words(_("Topic, place or lecturer"))
    since = _day(_("From day"), "gte")
    until = _day(_("Until day"), "lte")
    function = django_filters.ChoiceFilter(
        label=_("Function"), choices=Session.Function.choices, empty_label=_("All functions")
    )
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=Session.Kind.choices, empty_label=_("All kinds"))
    lecturer = django_filters.ChoiceFilter(
        label=_("Lecturer"), empty_label=_("Any lecturer"), method="taught_by",
        choices=[*Session.LecturerKind.choices, (UNSAID, _("Not said"))],
    )  # fmt: skip
    workshop = _host()
    enterprise = django_filters.ModelChoiceFilter(
        label=_("Enterprise"), to_field_name="code", empty_label=_("All enterprises"), queryset=lambda request: (
            Enterprise.objects.visible_to(request.user).order_by("name")
        )
    )  # fmt: skip
    status = django_filters.ChoiceFilter(
        label=_("Status"), empty_label=_("All states"), method="in_state",
        choices=[*Session.Status.choices, (HELD, pgettext_lazy("sessions", "Held"))],
    )  # fmt: skip
    sort = django_filters.ChoiceFilter(
        label=_("Order"), choices=[("first", _("Earliest first")), ("topic", _("By topic"))],
        empty_label=_("Latest first"), method="keep_all",
    )  # fmt: skip

    class Meta:
        model = Session
        fields = [
            "q", "since", "until", "function", "kind", "lecturer", "workshop", "enterprise", "status", "sort",
        ]  # fmt: skip

    def __init__(self, *args, **kwargs):
        """Whoever is at the desk of one enterprise has none to choose."""
        super().__init__(*args, **kwargs)
        if not is_district_staff(self.request.user) and len(self.request.user.reads_for) == 1:
            del self.filters["enterprise"]

    def taught_by(self, sessions, name, kind):
        return sessions.filter(lecturer_kind="" if kind == self.UNSAID else kind)

    def in_state(self, sessions, name, status):
        if status != self.HELD:
            return sessions.filter(status=status)
        return sessions.answered_for_by(self.request.user).announced().filter(starts_at__lt=timezone.now())

    @property
    def in_order(self):
        return self.qs.order_by(*SESSION_ORDERS.get(self.form.cleaned_data.get("sort"), ("-starts_at", "-pk")))

    def keep_all(self, sessions, name, value):
        return sessions


class CalendarFilter(Hosted):
    """Sessions for everybody, and for calendars of phones: chips and the address narrow them."""

    q = _words(_("Topic, place or lecturer"))
    function = django_filters.ChoiceFilter(choices=Session.Function.choices)
    kind = django_filters.ChoiceFilter(choices=Session.Kind.choices)
    workshop = _host()
    enterprise = _holder()

    class Meta:
        model = Session
        fields = ["q", "function", "kind", "workshop", "enterprise"]


class WishFilter(django_filters.FilterSet):
    """Topics asked for, those with most voices first."""

    q = _words(_("Words"))
    status = django_filters.ChoiceFilter(
        label=_("Status"), choices=TopicWish.Status.choices, empty_label=_("All states")
    )
    sort = django_filters.ChoiceFilter(
        label=_("Order"), choices=[("newest", _("Newest first")), ("oldest", _("Oldest first"))],
        empty_label=_("Most voices first"), method="keep_all",
    )  # fmt: skip

    class Meta:
        model = TopicWish
        fields = ["q", "status", "sort"]

    @property
    def in_order(self):
        return self.qs.order_by(*WISH_ORDERS.get(self.form.cleaned_data.get("sort"), ("-number", "-asked_at", "-pk")))

    def matching(self, wishes, name, text):
        return wishes.filter(text__icontains=text[:MOST_SEARCHED])

    def keep_all(self, wishes, name, value):
        return wishes


class MentorshipFilter(django_filters.FilterSet):
    """Agreements by words, state, workshop and enterprise."""

    q = django_filters.CharFilter(
        label=_("Number, trade or name"), method="matching",
        widget=forms.TextInput(attrs={"type": "search", "maxlength": 40}),
    )  # fmt: skip
    state = django_filters.ChoiceFilter(
        label=pgettext_lazy("mentoring", "State"), empty_label=_("All states"), method="in_state",
        choices=[("late", _("To be assessed")), *Mentorship.Status.choices],
    )  # fmt: skip
    workshop = django_filters.ModelChoiceFilter(
        label=_("Workshop"), to_field_name="slug", empty_label=_("All workshops"),
        queryset=lambda request: Workshop.objects.visible_to(request.user).at_work(request.user).order_by("name"),
    )  # fmt: skip
    enterprise = django_filters.ModelChoiceFilter(
        label=_("Enterprise"), to_field_name="code", empty_label=_("All enterprises"),
        queryset=lambda request: Enterprise.objects.visible_to(request.user).order_by("name"),
    )  # fmt: skip
    sort = django_filters.ChoiceFilter(
        label=_("Order"), choices=[("ends", _("Ends first")), ("number", _("By number"))],
        empty_label=_("Newest first"), method="keep_all",
    )  # fmt: skip

    class Meta:
        model = Mentorship
        fields = ["q", "state", "workshop", "enterprise", "sort"]

    @property
    def in_order(self):
        found = self.qs.for_list()
        return found.order_by(*ORDERS.get(self.form.cleaned_data.get("sort"), ("-starts_on", "-pk")))

    def matching(self, mentorships, name, text):
        return mentorships.matching(text[:40], self.request.user)

    def in_state(self, mentorships, name, state):
        if state == "late":
            return mentorships.filter(status=Mentorship.Status.IN_FORCE, ends_on__lt=timezone.localdate())
        return mentorships.filter(status=state)

    def keep_all(self, mentorships, name, value):
        return mentorships


class PartnerFilter(django_filters.FilterSet):
    """Partners by kind, and by words in what is said of them or agreed with them."""

    q = django_filters.CharFilter(
        label=_("Name, words or agreement"), method="matching",
        widget=forms.TextInput(attrs={"type": "search", "maxlength": 40}),
    )  # fmt: skip
    kind = django_filters.ChoiceFilter(
        label=_("Kind"), empty_label=_("All kinds of partners"), choices=Partner.Kind.choices
    )

    class Meta:
        model = Partner
        fields = ["q", "kind"]

    def matching(self, partners, name, text):
        return partners.matching(text[:40])
