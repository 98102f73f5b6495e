"""Every setting, and the only place that reads the environment.

The posture is that of production. SCHOOLRESEARCH_DEMO relaxes what a demo over plain HTTP cannot
do without, SCHOOLRESEARCH_DEBUG what a developer needs; `docs/operations.md` has the full table.
"""

import os
from pathlib import Path

from celery.schedules import crontab
from csp.constants import NONE, SELF
from kombu import Queue
from whitenoise.compress import Compressor

from schoolresearch.env import Environment, broker, database, mail, site_address
from schoolresearch.logging import logging_config

BASE_DIR = Path(__file__).resolve().parent.parent
env = Environment(os.environ)

DEBUG = env.flag("SCHOOLRESEARCH_DEBUG")
DEMO = env.flag("SCHOOLRESEARCH_DEMO")
BEHIND_PROXY = env.flag("SCHOOLRESEARCH_PROXY")
PLAIN_HTTP = DEMO or DEBUG

SECRET_KEY = env.required(
    "SCHOOLRESEARCH_SECRET_KEY",
    "set a random string of at least 50 characters, or start with bin/serve, which makes one.",
)
DATA_DIR = env.folder("DATA_DIR", BASE_DIR / ".data")
REDIS_URL, CELERY_BROKER_URL = broker(
    env.required("REDIS_URL", "give redis://host:6379/0, or use bin/serve or bin/manage.")
)
DATABASES = {
    "default": database(
        env.required(
            "DATABASE_URL",
            "give postgresql://user:password@host:5432/name, or use bin/serve or bin/manage.",
        )
    )
}

# The application ---------------------------------------------------------------------------------

INSTALLED_APPS = [
    "apps.core",
    "apps.schools",
    "apps.staff",
    "apps.groups",
    "apps.jobs",
    "apps.files",
    "apps.drafts",
    "apps.tokens",
    "apps.approvals",
    "apps.notices",
    "apps.credits",
    "apps.activities",
    "apps.calendars",
    "apps.observations",
    "apps.lessonplans",
    "apps.portfolio",
    "apps.declarations",
    "apps.projects",
    "apps.requirements",
    "apps.workbooks",
    "apps.reports",
    "apps.guide",
    "apps.portal",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_filters",
    "django_tables2",
    "django_htmx",
    "pgtrigger",
    "rules",
    "csp",
    "axes",
]
MIDDLEWARE = [
    "schoolresearch.middleware.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "schoolresearch.middleware.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "apps.groups.middleware.SeatMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "schoolresearch.urls"
WSGI_APPLICATION = "schoolresearch.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
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
            ],
        },
    },
]
DJANGO_TABLES2_TEMPLATE = "generic/table.html"
FORM_RENDERER = "apps.core.forms.Renderer"
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["apps.tokens.authentication.TokenAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_THROTTLE_CLASSES": ["apps.tokens.throttling.TokenThrottle"],
    "DEFAULT_THROTTLE_RATES": {"token": "300/min"},
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["apps.core.rest.parsers.CleanJSONParser"],
    "DEFAULT_SCHEMA_CLASS": "apps.core.rest.schema.HouseSchema",
    "DEFAULT_METADATA_CLASS": None,
    "EXCEPTION_HANDLER": "apps.core.rest.errors.answer_error",
    "UNAUTHENTICATED_USER": None,
    "URL_FORMAT_OVERRIDE": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "SchoolResearch",
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    "SCHEMA_PATH_PREFIX": r"/api/v1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_AUTHENTICATION": [],
    "POSTPROCESSING_HOOKS": ["apps.tokens.description.name_areas"],
    "ENABLE_DJANGO_DEPLOY_CHECK": False,
}

# Who is asking -----------------------------------------------------------------------------------

AUTH_USER_MODEL = "staff.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "rules.permissions.ObjectPermissionBackend",
    "apps.staff.backends.StaffNumberBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "apps.staff.validators.LengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["login", "name", "email"]},
    },
    {"NAME": "apps.staff.validators.ContextWordsValidator"},
]
LOGIN_URL = "staff:log_in"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "staff:log_in"

# Wrong passwords are counted in Valkey by apps.staff.throttle, which says what against. Nothing about them is
# written to the database or the log.
AXES_HANDLER = "apps.staff.throttle.Throttle"
AXES_FAILURE_LIMIT = 1  # the throttle answers in seconds to wait
AXES_COOLOFF_TIME = None
AXES_USERNAME_FORM_FIELD = "username"
AXES_USERNAME_CALLABLE = "apps.staff.backends.account_of"
AXES_LOCKOUT_CALLABLE = "apps.staff.views.account.locked_out"
AXES_CLIENT_IP_CALLABLE = "apps.staff.throttle.client_address"
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# Cache, sessions, files --------------------------------------------------------------------------

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "cache",
    },
}
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    BASE_DIR / ".build" / "frontend",
    ("guide", BASE_DIR / "docs" / "guide" / "pictures"),
]
MEDIA_ROOT = DATA_DIR / "files"  # private: no URL leads here, views open the files they may show
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": MEDIA_ROOT},
    },
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if DEBUG
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        ),
    },
}
WHITENOISE_MANIFEST_STRICT = False
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_USE_FINDERS = DEBUG
# No page asks for them, and they are the largest files of all.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "map")
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
WORKBOOK_MAX_BYTES = 20 * 1024 * 1024

# Language and time -------------------------------------------------------------------------------

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = sorted(path for path in (BASE_DIR / "locale").glob("*") if path.is_dir())
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# The browser's side ------------------------------------------------------------------------------

ALLOWED_HOSTS = env.hosts("SCHOOLRESEARCH_HOSTS")
if PLAIN_HTTP and not ALLOWED_HOSTS:
    ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", "testserver"]
CSRF_TRUSTED_ORIGINS = env.origins("SCHOOLRESEARCH_ORIGINS")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = not PLAIN_HTTP
SECURE_SSL_REDIRECT = not PLAIN_HTTP
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 0 if PLAIN_HTTP else 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = False
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
SILENCED_SYSTEM_CHECKS = [
    # A school's other sites under the same domain may still speak plain HTTP: whether they must
    # follow is the operator's decision, taken in the proxy.
    "security.W005",
    "security.W021",
]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-src": [SELF],
        "frame-ancestors": [NONE],
    },
}

# What goes out -----------------------------------------------------------------------------------
# Without SCHOOLRESEARCH_EMAIL_URL no mail is ever queued, and the pages say so.

SITE_ADDRESS = site_address(
    env.origins("SCHOOLRESEARCH_ADDRESS"), CSRF_TRUSTED_ORIGINS, ALLOWED_HOSTS, plain_http=PLAIN_HTTP
)
MAIL = mail(env.text("SCHOOLRESEARCH_EMAIL_URL", ""))
EMAIL_ENABLED = MAIL["backend"] != "dummy"
EMAIL_BACKEND = f"django.core.mail.backends.{MAIL['backend']}.EmailBackend"
EMAIL_HOST, EMAIL_PORT = MAIL["host"], MAIL["port"]
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL["user"], MAIL["password"]
EMAIL_USE_TLS, EMAIL_USE_SSL = MAIL["starttls"], MAIL["tls"]
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.text("SCHOOLRESEARCH_EMAIL_FROM", "")
if EMAIL_ENABLED:
    env.required("SCHOOLRESEARCH_EMAIL_FROM", "give the sender, such as research@school.example.cn.")
    if not SITE_ADDRESS:
        env.required("SCHOOLRESEARCH_ADDRESS", "give https://school.example.cn, for the links in mails.")
ROBOT_HOSTS = env.hosts("SCHOOLRESEARCH_ROBOT_HOSTS") or [
    "oapi.dingtalk.com",
    "qyapi.weixin.qq.com",
    "open.feishu.cn",
]

# The worker --------------------------------------------------------------------------------------
# A job is a row in the database; a message only wakes a worker up, so a lost or doubled one is
# harmless and redelivery may be quick.

JOB_LEASE_SECONDS = env.number("SCHOOLRESEARCH_JOB_LEASE", 30, 2, 3600)
CELERY_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 100
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_QUEUES = [Queue("interactive"), Queue("default"), Queue("pdf"), Queue("notify")]
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": env.number("SCHOOLRESEARCH_VISIBILITY_TIMEOUT", 120, 5, 86400),
    "socket_connect_timeout": 3,
}
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0.1, "interval_max": 0.2}
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_SEND_TASK_EVENTS = False
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "celerybeat-schedule")
CELERY_BEAT_SCHEDULE = {
    "jobs.sweep": {
        "task": "apps.jobs.tasks.sweep",
        "schedule": 15.0,
        "options": {"queue": "interactive", "expires": 15},
    },
    "notices.send_due": {
        "task": "apps.notices.tasks.send_due",
        "schedule": 30.0,
        "options": {"queue": "notify", "expires": 30},
    },
    # At seven, and again through the day for a clock that stood still at seven.
    "notices.build_digests": {
        "task": "apps.notices.tasks.build_digests",
        "schedule": crontab(minute="*/10", hour="7-20"),
        "options": {"queue": "notify", "expires": 600},
    },
    # Bytes of uploads that no row refers to.
    "files.sweep": {
        "task": "apps.files.tasks.sweep",
        "schedule": crontab(minute="20", hour="3"),
        "options": {"queue": "default", "expires": 3600},
    },
    # What waits with someone whose absence begins today goes to the deputy as well.
    "approvals.hand_over": {
        "task": "apps.approvals.tasks.hand_over",
        "schedule": crontab(minute="5"),
        "options": {"queue": "default", "expires": 3000},
    },
    # Reminders of what somebody owed are over once it is done.
    "requirements.finish_reminders": {
        "task": "apps.requirements.tasks.finish_reminders",
        "schedule": crontab(minute="15", hour="5"),
        "options": {"queue": "default", "expires": 3600},
    },
    "notices.tidy": {
        "task": "apps.notices.tasks.tidy",
        "schedule": crontab(minute="40", hour="3"),
        "options": {"queue": "notify", "expires": 3600},
    },
}

# Logs --------------------------------------------------------------------------------------------

LOGGING_CONFIG = "logging.config.dictConfig"
LOGGING = logging_config(
    env.choice("SCHOOLRESEARCH_LOG_LEVEL", ["DEBUG", "INFO", "WARNING", "ERROR"], "INFO"),
    with_messages=DEBUG,
)

env.refuse_unknown()
