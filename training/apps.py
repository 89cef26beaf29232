from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TrainingConfig(AppConfig):
    name = "training"
    verbose_name = _("Training")

    def ready(self):
        """Closing an account asks what binds; members, which is below, cannot call it."""
        from members.services import erasure  # noqa: PLC0415 - models are loaded by now

        from .services.erasure import binds, notes  # noqa: PLC0415

        erasure.register(binds, notes)
