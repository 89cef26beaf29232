"""Production's settings, but a new database gets its tables from the models and its first rows after."""

from django.db.models.signals import post_migrate

from alliance_portal.settings import *  # noqa: F403


class NoMigrations:
    """Of every app it says that it has none."""

    def __contains__(self, label):
        return True

    def __getitem__(self, label):
        return None


MIGRATION_MODULES = NoMigrations()


def lay(**facts):
    """When the first app says that its tables are there, all of them are."""
    from .databases import lay_first_rows  # noqa: PLC0415 - its models are there once all apps are

    post_migrate.disconnect(lay)
    lay_first_rows()


post_migrate.connect(lay)
