from django.urls import path

from .frames import AT_WORKBENCH, IN_ADMIN
from .views import ImportPages


def _paths(frame, folder, guard=lambda view: view):
    """The pages of a frame below a folder; their names begin with the frame's prefix."""
    pages, name = ImportPages(frame), frame.prefix.rpartition(":")[2]
    return [
        path(f"{folder}/", guard(pages.list), name=f"{name}-list"),
        path(f"{folder}/new/", guard(pages.upload), name=f"{name}-upload"),
        path(f"{folder}/template/<slug:kind>.xlsx", guard(pages.template), name=f"{name}-template"),
        path(f"{folder}/<int:pk>/", guard(pages.preview), name=f"{name}-preview"),
        path(f"{folder}/<int:pk>/commit/", guard(pages.commit), name=f"{name}-commit"),
        path(f"{folder}/<int:pk>/discard/", guard(pages.discard), name=f"{name}-discard"),
        path(f"{folder}/<int:pk>/result/", guard(pages.result), name=f"{name}-result"),
        path(f"{folder}/<int:pk>/undo/", guard(pages.undo), name=f"{name}-undo"),
        path(f"{folder}/<int:pk>/refused.xlsx", guard(pages.refused), name=f"{name}-refused"),
    ]


def urls_of(site):
    """The pages inside an admin site: nobody but its staff gets in."""
    return _paths(IN_ADMIN, "import", site.admin_view)


workbench_urls = _paths(AT_WORKBENCH, "workbench/import")
