"""What people have been told: the older ones read, and a chat robot that is switched off."""

import datetime as dt

from members.models import ChatRobot, Notice
from suggestions import services
from training import services as training
from workshops import services as workshops

READ_AFTER = dt.timedelta(days=10)


def ring(enterprises, now):
    """Remind of what is due, and take it that people have read what is older than ten days."""
    services.remind(now)
    workshops.remind(now)
    training.remind(now)
    Notice.objects.unread().filter(created_at__lt=now - READ_AFTER).update(read_at=now)
    for enterprise in enterprises.values():
        ChatRobot.objects.create(
            enterprise=enterprise,
            name="班组长群",
            service="wecom",
            address="https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=demo",
            tells=[ChatRobot.Tells.RECEIVED, ChatRobot.Tells.WAITING],
            is_on=False,
        )
