import os

from django.core.checks import Tags, run_checks
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alliance_portal.settings")

application = get_wsgi_application()

# A web server does not run the checks by itself, and an unsafe portal must not answer a single request.
if errors := [problem.msg for problem in run_checks(tags=[Tags.security]) if problem.is_serious()]:
    raise ImproperlyConfigured(" ".join(errors))
