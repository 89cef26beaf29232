"""Pages of the staff's admin that belong to no single model: each area adds its list of paths here."""

from workshops.urls import staff_pages as workshop_pages

from .imports.urls import urls_of as imports_urls
from .requirements.urls import urls_of as requirements_urls


def extra_admin_urls(site):
    """The paths, each view wrapped in `site.admin_view` by whoever wrote it."""
    return [*imports_urls(site), *requirements_urls(site), *workshop_pages(site)]
