"""Production refuses unsafe settings: these checks are errors, so the start fails."""

from django.conf import settings
from django.core.checks import Error, Tags, register


@register(Tags.security)
def production_settings(app_configs, **kwargs):
    """Say every unsafe value at once; silent while DEBUG is on."""
    if settings.DEBUG:
        return []
    findings = {
        "SECRET_KEY must be set to 50 or more random characters.": len(settings.SECRET_KEY) < 50,
        "ALLOWED_HOSTS must name the portal's hosts, without '*'.": not settings.ALLOWED_HOSTS
        or "*" in settings.ALLOWED_HOSTS,
        "BASE_URL must start with https://.": not settings.BASE_URL.startswith("https://"),
        "CACHE_URL must be shared by all processes; local memory is not.": "locmem"
        in settings.CACHES["default"]["BACKEND"],
        "OUTBOX_AT_ONCE must be off: pages would wait for the mail server.": settings.OUTBOX_AT_ONCE,
        "STAFF_MFA must be on: union staff sign in with a second step.": not settings.STAFF_MFA,
    }
    return [Error(text, id=f"portal.E{n:03}") for n, (text, wrong) in enumerate(findings.items(), 1) if wrong]
