from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SuggestionsConfig(AppConfig):
    name = "suggestions"
    verbose_name = _("Suggestions")

    def ready(self):
        """What was forwarded follows its problem, closing an account asks what binds: both are below."""
        from members.services import erasure  # noqa: PLC0415 - models are loaded by now
        from workshops.services.problems import problem_moved  # noqa: PLC0415 - models are loaded by now

        from .services.erasure import binds  # noqa: PLC0415
        from .services.forwarding import follow  # noqa: PLC0415

        problem_moved.connect(follow, dispatch_uid="suggestions.follow")
        erasure.register(binds)
