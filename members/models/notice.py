"""What people are told: at the bell, by e-mail, and a whole enterprise by the robot of its chat group."""

import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alliance_portal.models import OutboxMessage, TimeStamped

from ..querysets import ChatRobotQuerySet, NoticeQuerySet, NoticeSettingsQuerySet
from .account import User
from .enterprise import Enterprise


class Topic(models.TextChoices):
    """What a notice is about; how it is told is chosen for each."""

    OWN = "own", _("What becomes of my suggestions")
    ANSWERING = "answering", _("What waits for my answer")
    PRACTICE = "practice", _("What I put into practice or check")
    MONEY = "money", _("Benefits and rewards")
    ALLIANCES = "alliances", _("Alliances and their plans")
    NAME = "name", _("My hidden name")
    HONOURS = "honours", _("My honours and my name beside results")
    HELP = "help", _("Asking colleagues for help, and being asked")
    STORIES = "stories", _("Stories of people")
    SKILLS = "skills", _("Skill certificates")
    WORKSHOPS = "workshops", _("Workshops, visits and venues")
    TRAINING = "training", _("Training and contests in which I take part")
    MENTORING = "mentoring", _("Mentoring")
    ACCOUNT = "account", _("My account and my roles, and who wants to join")


# What belongs to somebody's work is seen at the desk anyway.
TASKS = {Topic.ANSWERING, Topic.PRACTICE, Topic.WORKSHOPS, Topic.ALLIANCES}


class Way(models.TextChoices):
    """How a topic reaches somebody's mailbox; the bell always rings."""

    AT_ONCE = "at_once", _("At once")
    DAILY = "daily", _("Once a day, together")
    BELL = "bell", _("Only here")


class QuietHours(models.Model):
    """From one hour to another nothing is sent; the same hour twice means that there are no quiet hours."""

    HOURS = [(hour, f"{hour:02}:00") for hour in range(24)]

    quiet_from = models.PositiveSmallIntegerField(_("quiet from"), choices=HOURS, default=21)
    quiet_to = models.PositiveSmallIntegerField(_("quiet until"), choices=HOURS, default=7)

    class Meta:
        abstract = True

    def next_loud(self, when):
        """The moment itself, or the end of the quiet hours in which it lies."""
        local = timezone.localtime(when)
        quiet = (self.quiet_to - self.quiet_from) % 24
        if (local.hour - self.quiet_from) % 24 >= quiet:
            return when
        end = local.replace(hour=self.quiet_to, minute=0, second=0, microsecond=0)
        return end if end > local else end + dt.timedelta(days=1)


class Notice(models.Model):
    """One thing a person should know. The words are made of `kind` and `facts` in the language of whoever reads."""

    user = models.ForeignKey(User, models.CASCADE, related_name="notices", verbose_name=_("account"))
    kind = models.CharField(_("kind"), max_length=32)
    facts = models.JSONField(_("facts"), default=dict)
    subject = models.CharField(_("what it is about"), max_length=40)
    path = models.CharField(_("page"), max_length=200)
    created_at = models.DateTimeField(_("created at"), default=timezone.now)
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["user", "-created_at", "-id"], name="notice_newest"),
            models.Index(fields=["user"], condition=Q(read_at=None), name="notice_unread"),
            models.Index(fields=["subject"], condition=Q(read_at=None), name="notice_unread_subject"),
        ]

    def __str__(self):
        return f"{self.kind} {self.subject}"


class NoticeSettings(TimeStamped, QuietHours):
    """Where and how somebody wants to be told; nothing is mailed to an address that its owner has not confirmed."""

    user = models.OneToOneField(User, models.CASCADE, related_name="notice_settings", verbose_name=_("account"))
    email = models.EmailField(_("e-mail"), blank=True)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    ways = models.JSONField(_("how each topic is told"), default=dict)
    told_until = models.DateTimeField(_("the last daily letter tells what came until"), default=timezone.now)

    objects = NoticeSettingsQuerySet.as_manager()

    class Meta:
        verbose_name = _("settings of notices")
        verbose_name_plural = _("settings of notices")
        ordering = ["user"]

    def __str__(self):
        return str(self.user)

    def way_of(self, topic):
        """As chosen; what nobody else would tell goes at once unless chosen otherwise, tasks once a day."""
        return Way(self.ways.get(topic, Way.DAILY if topic in TASKS else Way.AT_ONCE))


class ChatRobot(TimeStamped, QuietHours):
    """The robot of a group in an enterprise's chat; it never says who had an idea."""

    class Tells(models.TextChoices):
        RECEIVED = "received", _("New suggestions")
        WAITING = "waiting", _("Every morning, what has to be answered")
        ANSWERED = "answered", _("What is adopted")
        DONE = "done", _("What has been put into practice")

    enterprise = models.ForeignKey(Enterprise, models.CASCADE, related_name="chat_robots", verbose_name=_("enterprise"))
    name = models.CharField(pgettext_lazy("of a chat group", "name"), max_length=40)
    service = models.CharField(_("chat service"), max_length=8, choices=OutboxMessage.Service.choices)
    address = models.CharField(_("address of the robot"), max_length=500)
    secret = models.CharField(_("signing secret"), max_length=200, blank=True)
    tells = models.JSONField(_("what it tells"), default=list)
    is_on = models.BooleanField(pgettext_lazy("robot", "on"), default=True)

    objects = ChatRobotQuerySet.as_manager()

    class Meta:
        verbose_name = _("chat robot")
        verbose_name_plural = _("chat robots")
        ordering = ["enterprise", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "name"],
                name="chat_robot_name_once_per_enterprise",
                violation_error_message=_("There is a robot of this name already."),
            )
        ]

    def __str__(self):
        return self.name

    @property
    def masked_address(self):
        """As far as it may be shown: the address is all that somebody needs to write to the group."""
        return f"{self.address.split('?')[0][:32]}…{self.address[-4:]}"
