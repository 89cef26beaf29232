"""Where district staff writes news, policy and campaigns."""

from django import forms
from django.contrib import admin
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from members.models import Enterprise

from .. import services
from ..files import read_picture
from ..models import News
from ..staff_admin import RecordedAdmin

LOOKS = {News.State.SCHEDULED: "warn", News.State.SHOWN: "ok", News.State.ENDED: "grey"}


class NewsForm(forms.ModelForm):
    """A picture is checked and encoded anew; for whom it is, is chosen by name and kept by number."""

    enterprise = forms.TypedChoiceField(
        label=_("For"), required=False, coerce=int, empty_value=None,
        help_text=_("Empty: everybody on the internet. Else only the people of that enterprise."),
    )  # fmt: skip
    upload = forms.FileField(
        label=_("Picture"), required=False, help_text=_("JPEG, PNG or WebP, 8 MB at most. It replaces the old one."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )  # fmt: skip
    source_url = forms.URLField(label=_("address of the original"), required=False, assume_scheme="https")
    no_picture = forms.BooleanField(label=_("Take the picture away"), required=False)
    # When it was last changed, as far as this page knows.
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = News
        fields = "__all__"  # noqa: DJ007 - which are shown says the admin

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "enterprise" in self.fields:
            names = Enterprise.objects.order_by("name").values_list("pk", "name")
            self.fields["enterprise"].choices = [("", _("Everybody")), *names]
        self.initial["seen"] = self.instance.updated_at.isoformat() if self.instance.pk else ""

    def clean_upload(self):
        upload = self.cleaned_data["upload"]
        return read_picture(upload) if upload else None

    def clean(self):
        data = super().clean()
        has_picture = data.get("upload") or (self.instance.image and not data.get("no_picture"))
        if has_picture and not data.get("picture_text") and "upload" not in self.errors:
            self.add_error("picture_text", _("Please write what the picture shows, for those who cannot see it."))
        self._check_seen(data)
        return data

    def _check_seen(self, data):
        """Refused once when a colleague was faster; locked, so that the check holds until it is saved."""
        if self.instance.pk is None:
            return
        now = News.objects.select_for_update().get(pk=self.instance.pk).updated_at.isoformat()
        if data.get("seen") != now:
            self.data = self.data.copy()
            self.data[self.add_prefix("seen")] = now
            self.add_error(None, _("Somebody else has changed this meanwhile. Save again to put yours in its place."))

    @property
    def picture(self):
        """What `keep_news` takes: another picture, none, or the one that is there."""
        if self.cleaned_data.get("upload"):
            return self.cleaned_data["upload"]
        return None if self.cleaned_data.get("no_picture") else services.KEEP


class LookFilter(admin.SimpleListFilter):
    """What is shown, comes, has ended, or should be looked at again."""

    title = _("state")
    parameter_name = "look"

    def lookups(self, request, model_admin):
        return [
            ("shown", pgettext_lazy("news", "Shown")),
            ("scheduled", pgettext_lazy("news", "Scheduled")),
            ("ended", pgettext_lazy("news", "Ended")),
            ("new", _("New in two months")),
            ("after", _("To look after")),
            ("lately", _("Ended in the last 30 days")),
            ("review", _("Policies to look through")),
        ]

    def queryset(self, request, rows):
        now = timezone.now()
        wanted = {
            "shown": rows.shown_at,
            "scheduled": rows.scheduled,
            "ended": rows.ended,
            "new": rows.new,
            "after": rows.to_look_after,
            "lately": rows.ended_lately,
            "review": rows.to_review,
        }.get(self.value())
        return wanted(now) if wanted else rows


@admin.register(News)
class NewsAdmin(RecordedAdmin):
    form = NewsForm
    list_display = ["title", "kind", "theme", "look", "publish_at", "ends_on", "reviewed_on"]
    list_filter = [LookFilter, "kind"]
    search_fields = ["title", "summary", "body", "theme", "source", "slug"]
    date_hierarchy = "publish_at"
    fieldsets = [
        (None, {"fields": ["kind", "title", "theme", "summary", "body", "seen"]}),
        (_("Where it is from"), {"fields": ["source", "source_url", "dated_on"]}),
        (_("Picture"), {"fields": ["upload", "no_picture", "picture_text"]}),
        (_("Who reads it, and when"), {"fields": ["enterprise", "publish_at", "ends_on", "reviewed_on", "slug"]}),
    ]
    actions = ["reviewed"]

    @admin.display(description=_("state"))
    def look(self, news):
        return format_html('<span class="tag tag--{}">{}</span>', LOOKS[news.state], news.state.label)

    def save_model(self, request, obj, form, change):
        services.keep_news(obj, by=request.user, picture=form.picture)

    def delete_model(self, request, obj):
        services.remove_news([obj])

    def delete_queryset(self, request, queryset):
        services.remove_news(queryset)

    @admin.action(description=_("Looked through today, still holds"))
    def reviewed(self, request, rows):
        self.carry_out(request, rows, lambda news: services.mark_reviewed(news, by=request.user))
