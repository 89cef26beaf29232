"""Lines for the chat groups of an enterprise. No line says who had an idea."""

from functools import reduce
from operator import or_

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from alliance_portal import outbox
from alliance_portal.models import OutboxMessage

from ..models import ChatRobot


def tell_robots(enterprise, matter, *, key, line, path, now=None):
    """Let the robots of the enterprise that tell this matter say the line, once for each key.

    `line` is called in the default language; `path` is the page where more is to be seen.
    """
    now = now or timezone.now()
    robots = ChatRobot.objects.telling(enterprise, matter)
    if robots:
        with translation.override(settings.LANGUAGE_CODE):
            text = f"{line()}\n{settings.BASE_URL}{path}"
        outbox.put_many(_line(robot, key, text, robot.next_loud(now)) for robot in robots)


def try_robot(robot):
    """Let the robot say that it is there."""
    now = timezone.now()
    with translation.override(settings.LANGUAGE_CODE):
        text = _("%(site)s: this group will be told about suggestions from here.") % {"site": settings.PORTAL["name"]}
    outbox.put(_line(robot, f"try:{now.timestamp()}", text, now))


def keep_robot(robot):
    """Save a robot as its officer has filled it in."""
    robot.save()


def remove_robot(robot):
    """Tell this group nothing any more; what is still on its way to it stays unsaid."""
    with transaction.atomic():
        OutboxMessage.objects.waiting().filter(key__startswith=f"robot:{robot.pk}:").delete()
        robot.delete()


def last_messages(robots):
    """{robot id: its newest message} of those that have ever been sent one, from one query."""
    newest = {}
    for robot in robots:
        ours = OutboxMessage.objects.filter(key__startswith=f"robot:{robot.pk}:").order_by("-created_at", "-pk")
        newest[robot.pk] = ours.values("pk")[:1]
    found = OutboxMessage.objects.filter(reduce(or_, (Q(pk__in=one) for one in newest.values()), Q(pk__in=())))
    return {int(message.key.split(":")[1]): message for message in found}


def _line(robot, key, text, not_before):
    return outbox.ChatLine(
        key=f"robot:{robot.pk}:{key}",
        service=robot.service,
        address=robot.address,
        secret=robot.secret,
        body=text,
        not_before=not_before,
    )
