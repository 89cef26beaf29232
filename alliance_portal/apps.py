import warnings
from importlib import import_module

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _
from PIL import Image


class PortalConfig(AppConfig):
    name = "alliance_portal"
    verbose_name = _("Portal")

    def ready(self):
        # A tiny file may declare a huge picture: refuse it before a pixel is decoded.
        Image.MAX_IMAGE_PIXELS = 50_000_000
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        from . import checks  # noqa: F401, PLC0415 - registers the system checks

        # By its name, because the modules that know values are those of the apps above.
        import_module("alliance_portal.requirements.facts")


class PortalAdminConfig(AdminConfig):
    """Puts the shared admin site of union staff in the place of Django's own."""

    default_site = "alliance_portal.admin_site.PortalAdminSite"
