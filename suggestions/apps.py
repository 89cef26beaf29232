from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate
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
        pre_migrate.connect(_take_triggers_away, sender=self)
        post_migrate.connect(_install_triggers, sender=self)


def _take_triggers_away(using, plan=(), **kwargs):
    """Where their tables are to change: installed again, all is counted anew, so not at every migrate.

    SQLite makes tables anew, and refuses while a trigger names one that is away for a moment. PostgreSQL changes no
    type of a column that a trigger names.
    """
    from . import triggers  # noqa: PLC0415 - models are loaded by now

    if triggers.APPS & {migration.app_label for migration, _backwards in plan}:
        triggers.drop(connections[using])


def _install_triggers(using, **kwargs):
    """Not where the migrations end before there are marks."""
    from . import triggers  # noqa: PLC0415 - models are loaded by now
    from .models import FigureMark  # noqa: PLC0415

    connection = connections[using]
    if FigureMark._meta.db_table in connection.introspection.table_names():
        triggers.install(connection)
