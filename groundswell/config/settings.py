"""Django's settings. What an operator may set is read from the environment in `environment.py`."""

from groundswell.config import logs
from groundswell.config.csp import POLICY
from groundswell.config.environment import operator
from groundswell.kernel import postgresql, sqlite

# Features, low to high. Taking a line away takes the feature away.
FEATURES = [
    "groundswell.kernel",
    "groundswell.community",
    "groundswell.ui",
    "groundswell.people",
    "groundswell.spaces",
    "groundswell.topics",
    "groundswell.announcements",
    "groundswell.discovery",
    "groundswell.exchange",
    "groundswell.power",
    "groundswell.site",
    "groundswell.upkeep",
    "groundswell.demo",
]
INSTALLED_APPS = [
    *FEATURES,
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.usersessions",
    "django_tasks",
]
MIDDLEWARE = [
    "groundswell.kernel.middleware.request_log",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "groundswell.kernel.middleware.Packing",
    "groundswell.kernel.middleware.content_policy",
    "groundswell.kernel.middleware.watched",
    "groundswell.kernel.middleware.one_epoch",
    "groundswell.kernel.middleware.keep_private",
    "groundswell.people.middleware.founding_first",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "groundswell.spaces.middleware.acting",
    "groundswell.kernel.middleware.Refusals",
]
ROOT_URLCONF = "groundswell.config.urls"
WSGI_APPLICATION = "groundswell.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The operator's part
ORIGIN = operator.origin
HOME = operator.home
DEBUG = operator.debug
SECRET_KEY = operator.secret_key
ALLOWED_HOSTS = operator.hosts
TRUSTED_PROXIES = operator.trusted_proxies
BACKUPS = operator.backups
DATABASES = {"default": operator.database}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = sqlite.OPTIONS
else:
    DATABASES["default"] = postgresql.shared(operator.database, operator.database_connections)

# Pages
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "groundswell.ui.environment.environment",
            "context_processors": [
                "groundswell.ui.context.page",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
    {
        # allauth renders a few of its own messages through Django's engine.
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    },
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"
STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "groundswell.ui.stylesheet.Finder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},  # nothing is kept in files yet
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Language and time
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]
LOCALE_PATHS = [operator.package / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True

# Accounts
AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["groundswell.people.signing_in.Backend"]
PASSWORD_HASHERS = ["groundswell.people.hashing.ModestArgon2"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "groundswell.people.passwords.Length"},
    {"NAME": "groundswell.people.passwords.Guessable"},
]
ACCOUNT_ADAPTER = "groundswell.people.adapter.Adapter"
ACCOUNT_FORMS = {
    "login": "groundswell.people.forms.accounts.SignInForm",
    "reset_password": "groundswell.people.forms.accounts.ResetForm",
    "confirm_password_reset_code": "groundswell.people.forms.accounts.ResetCodeForm",
    "reset_password_from_key": "groundswell.people.forms.accounts.NewPasswordForm",
    "change_password": "groundswell.people.forms.accounts.ChangePasswordForm",
    "add_email": "groundswell.people.forms.accounts.ChangeEmailForm",
    "confirm_email_verification_code": "groundswell.people.forms.accounts.EmailCodeForm",
    "reauthenticate": "groundswell.people.forms.accounts.ReauthenticateForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 600
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = False  # kernel.limits counts, for all processes together
SESSION_ENGINE = "groundswell.people.sessions"
SESSION_COOKIE_AGE = 90 * 86_400
EMAIL_BACKEND = "groundswell.community.mail.Backend"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

# Safety
SECURE = ORIGIN.startswith("https:")
SECURE_CSP = POLICY
LOGGING = logs.LOGGING
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE and TRUSTED_PROXIES else None
SESSION_COOKIE_NAME = "__Host-session" if SECURE else "session"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE else "csrf"
CSRF_FAILURE_VIEW = "groundswell.ui.views.csrf_failure"
CSRF_TRUSTED_ORIGINS = [ORIGIN]
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200

# Work for later
TASKS = {"default": {"BACKEND": "groundswell.kernel.jobs.backend.DatabaseBackend"}}
