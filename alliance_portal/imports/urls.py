from django.urls import path

from . import views


def urls_of(site):
    """The import pages for a site's `get_urls`: nobody but its staff gets in."""
    guard = site.admin_view
    return [
        path("import/", guard(views.import_list), name="import-list"),
        path("import/new/", guard(views.upload), name="import-upload"),
        path("import/template/<slug:kind>.xlsx", guard(views.template), name="import-template"),
        path("import/<int:pk>/", guard(views.preview), name="import-preview"),
        path("import/<int:pk>/commit/", guard(views.commit), name="import-commit"),
        path("import/<int:pk>/discard/", guard(views.discard), name="import-discard"),
        path("import/<int:pk>/result/", guard(views.result), name="import-result"),
        path("import/<int:pk>/undo/", guard(views.undo), name="import-undo"),
        path("import/<int:pk>/refused.xlsx", guard(views.refused), name="import-refused"),
    ]
