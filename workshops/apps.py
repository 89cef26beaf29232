from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkshopsConfig(AppConfig):
    name = "workshops"
    verbose_name = _("Workshops and alliances")

    def ready(self):
        """Closing an account asks what binds; members, which is below, cannot call it."""
        from members.services import erasure  # noqa: PLC0415 - models are loaded by now

        from .services.erasure import binds  # noqa: PLC0415

        erasure.register(binds)
