"""Settings, all from environment variables; the README has the table of them.

Development starts with no variable set. With DEBUG off, unsafe values stop the start (see checks.py).
"""

from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.utils.translation import gettext_lazy as _

from .csp import POLICY

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

# The database, the media and the static files of a small installation live here.
(BASE_DIR / "var").mkdir(exist_ok=True)

DEBUG = env.bool("DEBUG", default=True)
SECRET_KEY = env.str("SECRET_KEY", default="unsafe-development-key" if DEBUG else "")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"] if DEBUG else [])
BASE_URL = env.str("BASE_URL", default="http://127.0.0.1:8000").rstrip("/")
CSRF_TRUSTED_ORIGINS = [BASE_URL] if BASE_URL.startswith("https://") else []

INSTALLED_APPS = [
    "alliance_portal.apps.PortalConfig",
    "alliance_portal.apps.PortalAdminConfig",
    "members.apps.MembersConfig",
    "workshops.apps.WorkshopsConfig",
    "suggestions.apps.SuggestionsConfig",
    "training.apps.TrainingConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_filters",
    "django_htmx",
    "simple_history",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "alliance_portal.middleware.AuditAddressMiddleware",
    "members.middleware.AccountDutiesMiddleware",
    "alliance_portal.middleware.PrivatePagesMiddleware",
]

ROOT_URLCONF = "alliance_portal.urls"
WSGI_APPLICATION = "alliance_portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "alliance_portal.context.portal",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# SQLite: every transaction takes the write lock at its start, so read-then-write never meets "database is locked".
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
}
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'var' / 'portal.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
else:
    DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
    # The sums of the dashboard are long expressions over few rows: compiling them takes seconds, counting milliseconds.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c jit=off")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Sign-in limits are counted in the cache, so all processes share it: a database table, or Redis by CACHE_URL.
CACHES = {"default": env.cache("CACHE_URL", default="dbcache://portal_cache")}

AUTH_USER_MODEL = "members.User"
AUTHENTICATION_BACKENDS = ["members.accounts.AccountBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "members.passwords.LengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "members.passwords.ContextValidator"},
]
# A one-time link is printed and handed over in person, possibly for the next shift but one.
PASSWORD_RESET_TIMEOUT = 72 * 3600

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "landing"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "members.accounts.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "members.forms.sign_in.SignInForm",
    "user_token": "members.forms.sign_in.LinkForm",
    "reset_password_from_key": "members.forms.sign_in.FirstPasswordForm",
    "change_password": "members.forms.sign_in.NewPasswordForm",
    "set_password": "members.forms.sign_in.OwnPasswordForm",
    "reauthenticate": "members.forms.sign_in.SameAgainForm",
}
# Codes of an app and recovery codes; security keys are left out.
MFA_ADAPTER = "members.second_step.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_FORMS = {"activate_totp": "members.second_step.FirstCodeForm"}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_USERNAME_BLACKLIST = ["admin", "root", "test", "administrator", "guest"]
ACCOUNT_USERNAME_MIN_LENGTH = 2
# A factory signs in from one address at shift change; a guesser tries one account.
ACCOUNT_RATE_LIMITS = {
    "login": "600/m/ip",
    "login_failed": "200/m/ip,5/5m/key",
    "reset_password_from_key": "600/m/ip",
    # The same for what comes in by a poster, and for query codes: per poster, and per number that is tried.
    "guest_suggestion": "300/h/ip,60/h/key",
    "query_code": "300/h/ip,10/h/key",
    # Letters that ask to confirm a mailbox: nobody fills somebody else's.
    "mailbox": "5/h/user",
    # Letters for a forgotten password: for all who share an address, and per account that is typed, there or not.
    "forgotten": "60/h/ip,3/h/key",
    # Applications to join, and looks at them: for all who share an address, and per work number or code.
    "join": "60/h/ip,10/h/key",
    "join_code": "60/h/ip,10/h/key",
    # Photos: per person or browser; without an account also per poster, and for all who share an address.
    "photo": "30/d/key",
    "guest_photo": "600/h/ip,240/h/key",
    # Objections to what is to be awarded: for all who share an address.
    "objection": "60/h/ip,10/h/key",
    # Remarks on the portal: for all who share an address.
    "feedback": "30/h/ip",
    # Four digits said at a door, typed by whoever runs it: nobody tries them all.
    "check_in_digits": "30/m/key",
    # What is looked for while somebody types, per person: a pause in typing is one question.
    "similar": "40/m/key",
}
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "alliance_portal" / "locale"]
TIME_ZONE = env.str("TIME_ZONE", default="Asia/Shanghai")
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = env.path("STATIC_ROOT", default=str(BASE_DIR / "var" / "static"))
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = env.path("MEDIA_ROOT", default=str(BASE_DIR / "var" / "media"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
# Photos: four of 8 MB and the text have to fit one request.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
DATA_UPLOAD_MAX_NUMBER_FILES = 10
FILE_UPLOAD_PERMISSIONS = 0o640
# The address below which the web server may fetch media for a page that has checked who asks (X-Accel-Redirect).
SENDFILE = env.str("SENDFILE", default="")

EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 5
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default=f"noreply@{urlsplit(BASE_URL).hostname}")

# Messages wait in the outbox for `manage.py deliver`. At once: they go in the process that made them, after its
# transaction, and what is for a chat is only printed. Good for trying things out; in production a page would wait.
OUTBOX_AT_ONCE = env.bool("OUTBOX_AT_ONCE", default=DEBUG)
# Seconds for a whole conversation; a mail server may use them to look at the letter it was given.
MAIL_TIME_LIMIT = 20
CHAT_TIME_LIMIT = 5
# Hosts of group robots, with the port where it is not 443; no other host is ever asked.
CHAT_HOSTS = [
    host.lower()
    for host in env.list("CHAT_HOSTS", default=["qyapi.weixin.qq.com", "oapi.dingtalk.com", "open.feishu.cn"])
]

# A font with Chinese letters, for PNG pictures of charts; without it the places are searched where systems keep one.
CHART_FONT = env.str("CHART_FONT", default="")

# Sites whose pages may fetch the open figures that everybody may know, like https://www.example.org. None of itself:
# on an office network a page from elsewhere must not read through somebody's browser.
FIGURES_ORIGINS = env.list("FIGURES_ORIGINS", default=[])

CONTENT_SECURITY_POLICY = {"DIRECTIVES": POLICY}
PERMISSIONS_POLICY = {"camera": "self", "geolocation": [], "microphone": [], "payment": [], "usb": []}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 30 * 24 * 3600
CSRF_COOKIE_HTTPONLY = True
# By which a browser without an account finds its drafts again.
GUEST_COOKIE_NAME = "guest"
if not DEBUG:
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-sid"
    CSRF_COOKIE_NAME = "__Host-csrf"
    GUEST_COOKIE_NAME = "__Host-guest"

# What the portal calls itself and whom it belongs to; empty entries are not shown.
PORTAL = {
    "name": env.str("SITE_NAME", default="江都工作室联盟"),
    "host": env.str("SITE_HOST", default="江都区总工会"),
    "organiser": env.str("SITE_ORGANISER", default="联盟秘书处"),
    "phone": env.str("SITE_PHONE", default=""),
    "icp": env.str("SITE_ICP", default=""),
    "police": env.str("SITE_POLICE", default=""),
    # Marks every page as made-up data; set by `make demo`.
    "demo": env.bool("DEMO", default=False),
}

# District staff and auditors sign in with a second step; the demo does without, and says so.
STAFF_MFA = env.bool("STAFF_MFA", default=not PORTAL["demo"])

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
}
