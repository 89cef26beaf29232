from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.utils.translation import gettext_lazy as _


class MembersConfig(AppConfig):
    name = "members"
    verbose_name = _("Enterprises and people")

    def ready(self):
        from .reauthentication import remember_moment  # noqa: PLC0415 - allauth needs the models first

        user_logged_in.connect(remember_moment, dispatch_uid="members.remember_moment")
