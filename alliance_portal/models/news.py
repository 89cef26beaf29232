"""News, policy and campaigns (宣传阵地), written by district staff."""

import secrets
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from ..querysets import NewsQuerySet


def new_slug():
    """Day and a few letters: Chinese titles make no address."""
    return f"{timezone.localdate():%Y%m%d}-{secrets.token_hex(3)}"


def today():
    return timezone.localdate()


class News(models.Model):
    """One notice, policy explained, campaign or piece of news; whether it is shown now is derived, never stored."""

    class Kind(models.TextChoices):
        NOTICE = "notice", pgettext_lazy("news", "Notice")
        POLICY = "policy", pgettext_lazy("news", "Policy explained")
        CAMPAIGN = "campaign", pgettext_lazy("news", "Campaign")
        NEWS = "news", pgettext_lazy("news", "News")

    class State(models.TextChoices):
        SCHEDULED = "scheduled", pgettext_lazy("news", "Scheduled")
        SHOWN = "shown", pgettext_lazy("news", "Shown")
        ENDED = "ended", pgettext_lazy("news", "Ended")

    slug = models.SlugField(_("end of its address"), max_length=40, unique=True, default=new_slug)
    kind = models.CharField(pgettext_lazy("of news", "kind"), max_length=12, choices=Kind.choices)
    title = models.CharField(pgettext_lazy("of news", "title"), max_length=80)
    theme = models.CharField(_("theme"), max_length=40, blank=True, help_text=_("Of a campaign: 中国梦·劳动美·创业情."))
    summary = models.CharField(_("in a sentence or two"), max_length=160, blank=True)
    body = models.TextField(
        _("text"),
        help_text=_(
            "An empty line begins a paragraph, “## ” a heading, “- ” an item of a list; **bold** and"
            " [words](https://example.org) are understood. Everything else is shown as it is typed."
        ),
    )
    source = models.CharField(pgettext_lazy("of news", "source"), max_length=80, help_text=_("Who says it: 区总工会."))
    source_url = models.URLField(_("address of the original"), blank=True)
    dated_on = models.DateField(pgettext_lazy("of news", "date"), default=today)
    # Id of the enterprise whose people alone read it; models of this package know no app above them.
    enterprise = models.BigIntegerField(_("for"), null=True, blank=True)
    image = models.ImageField(upload_to="news/%Y/%m", blank=True, editable=False)
    thumbnail = models.ImageField(upload_to="news/%Y/%m", blank=True, editable=False)
    width = models.PositiveIntegerField(default=0, editable=False)
    height = models.PositiveIntegerField(default=0, editable=False)
    picture_text = models.CharField(
        _("what the picture shows"), max_length=120, blank=True, help_text=_("For those who cannot see it.")
    )
    publish_at = models.DateTimeField(_("shown from"), default=timezone.now)
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    reviewed_on = models.DateField(
        _("last looked through on"), default=today, help_text=_("Policies are to be looked through every half year.")
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    objects = NewsQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = pgettext_lazy("one item", "news")
        verbose_name_plural = _("news and policy")
        ordering = ["-publish_at", "-pk"]
        indexes = [models.Index(fields=["-publish_at", "kind"], name="news_newest")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("news-item", args=[self.slug])

    def clean(self):
        if self.ends_on and self.publish_at and self.ends_on < timezone.localdate(self.publish_at):
            raise ValidationError({"ends_on": _("It would end before it is shown.")})

    @property
    def state(self):
        now = timezone.now()
        if self.publish_at > now:
            return self.State.SCHEDULED
        return self.State.ENDED if self.ends_on and self.ends_on < timezone.localdate(now) else self.State.SHOWN

    @property
    def picture(self):
        """Its address, else ""; another picture has another address."""
        if not self.image:
            return ""
        return f"{reverse('news-picture', args=[self.slug])}?v={PurePosixPath(self.image.name).stem[:8]}"
