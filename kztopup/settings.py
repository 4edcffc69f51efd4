"""
Settings of the whole site, in one file.

What differs between machines comes from the environment or from `.env`; every
variable is listed in `.env.example` and in the README. The defaults are those of
production: `DEBUG` is what a developer asks for.
"""

from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

# Environment

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env("SECRET_KEY")
# Where it listens: this machine only, unless a container or another machine asks.
BIND = env("BIND", default="127.0.0.1")
PORT = env.int("PORT", default=8000)
SITE_URL = env("SITE_URL", default=f"http://127.0.0.1:{PORT}").rstrip("/")
SITE_IS_SECURE = urlsplit(SITE_URL).scheme == "https"
SITE_HOST = urlsplit(SITE_URL).hostname
if SITE_HOST and ":" in SITE_HOST:
    # As requests name an IPv6 address.
    SITE_HOST = f"[{SITE_HOST}]"
CONTACT_EMAIL = env("CONTACT_EMAIL", default="")

# How many proxies of ours stand before the site: as many addresses at the end of
# X-Forwarded-For can be believed. With none, that header is anyone's to write.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)

LOOPBACK_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
ALLOWED_HOSTS = LOOPBACK_HOSTS if SITE_HOST in LOOPBACK_HOSTS else [SITE_HOST]

# Apps

INSTALLED_APPS = [
    "modeltranslation",  # before the admin, as its documentation asks
    "kztopup.apps.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "leaflet",
    "kztopup.apps.SiteConfig",
    "locator",
    "guides",
]

# UpdateCache stands outside compression, so that an answer is stored compressed,
# and FetchFromCache is innermost, so that a hit still gets its headers checked.
# The session, user and messages are lazy: a page that does not ask for them
# neither reads nor sets a cookie.
MIDDLEWARE = [
    "kztopup.middleware.one_host",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "kztopup.middleware.without_cookies",
    "kztopup.middleware.one_content_coding",
    "kztopup.middleware.one_save_data",
    "kztopup.middleware.without_expires",
    "django.middleware.cache.UpdateCacheMiddleware",
    "kztopup.middleware.ConditionalGetMiddleware",
    "kztopup.middleware.CompressionMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "kztopup.middleware.permissions_policy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "kztopup.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "kztopup.middleware.busy_database",
    "kztopup.middleware.FetchFromCacheMiddleware",
]

ROOT_URLCONF = "kztopup.urls"
WSGI_APPLICATION = "kztopup.wsgi.application"
APPEND_SLASH = True

# Templates

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

# Database and caches

DATABASES = {
    "default": env.db_url("DATABASE_URL")
    if env("DATABASE_URL", default="")
    else {"ENGINE": "django.db.backends.sqlite3", "NAME": BASE_DIR / "db.sqlite3"},
}
# Seconds that PostgreSQL may take for a page's query; for a command's, as many as it
# needs (`manage.py`). How long SQLite waits for its lock is `timeout`.
DATABASE_SECONDS = env.int("DATABASE_SECONDS", default=10)
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["ENGINE"] = "kztopup.backends.sqlite3"
    DATABASES["default"]["TEST"] = {"NAME": ":memory:"}
    DATABASES["default"]["OPTIONS"] = {
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        # A write asks for its lock at once and waits for it, instead of failing
        # in the middle of a transaction that began as a read.
        "transaction_mode": "IMMEDIATE",
        # A question may wait twice: to be counted, and to be stored. A proxy gives up
        # after 60 seconds, a visitor sooner.
        "timeout": 8,
    }
else:
    DATABASES["default"]["ENGINE"] = "kztopup.backends.postgresql"
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    DATABASES["default"]["OPTIONS"] = {
        "connect_timeout": 2,
        "options": f"-c statement_timeout={DATABASE_SECONDS}s",
        **DATABASES["default"].get("OPTIONS", {}),
    }
# To open a connection costs more than the queries of most pages; SQLite reads its
# whole schema again.
DATABASES["default"]["CONN_MAX_AGE"] = 60
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHE_URL = env("CACHE_URL", default="")
CACHES = {
    # Rate limits and locks: shared by all workers.
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": CACHE_URL,
        # Seconds: a host that is gone says nothing.
        "OPTIONS": {"socket_connect_timeout": 2, "socket_timeout": 2},
    }
    if CACHE_URL
    else {
        "BACKEND": "kztopup.cache_backends.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    # Whole pages, compressed: in the memory of each worker.
    "pages": {
        "BACKEND": "kztopup.cache_backends.PageCache",
        "LOCATION": "pages",
        # A page is two entries, and about 8 KB.
        "OPTIONS": {"MAX_ENTRIES": 10_000, "MAX_BYTES": 32 * 1024 * 1024},
    },
}
CACHE_MIDDLEWARE_ALIAS = "pages"
# Only what a view calls public is kept (`kztopup.lib.caching.public_page`).
CACHE_MIDDLEWARE_SECONDS = 0

# Load

WEB_CONCURRENCY = env.int("WEB_CONCURRENCY", default=2)
# In each process; half of them make what is in no cache (`kztopup.lib.load_shedding`).
THREADS = env.int("THREADS", default=16)

# How much one address may ask for: a mobile network shares its own.
PAGES_PER_MINUTE = env.int("PAGES_PER_MINUTE", default=600)
API_REQUESTS_PER_MINUTE = env.int("API_REQUESTS_PER_MINUTE", default=1000)
EXPORTS_PER_MINUTE = env.int("EXPORTS_PER_MINUTE", default=10)
# The geocoder answers the whole site once a second.
GEOCODER_REQUESTS_PER_MINUTE = 5

# The server takes no larger body, and nothing of one is written to the disk.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]

# Languages and time

LANGUAGE_CODE = "en"
LANGUAGES = [
    ("zh-hans", "简体中文"),
    ("en", "English"),
    ("ru", "Русский"),
    ("kk", "Қазақша"),
]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "kztopup.formats"
USE_THOUSAND_SEPARATOR = False
TIME_ZONE = "Asia/Almaty"

MODELTRANSLATION_DEFAULT_LANGUAGE = LANGUAGE_CODE
# After the language itself and those named for it, the default follows: what is there
# in one language only is shown in every one.
MODELTRANSLATION_FALLBACK_LANGUAGES = {
    "default": ("en", "ru", "kk", "zh-hans"),
    "kk": ("ru",),
}

# Static files

# Tests run without hashed names: a fresh clone has not collected its files yet.
STATIC_IS_HASHED = env.bool("STATIC_IS_HASHED", default=not DEBUG)

STATIC_URL = "/static/"
STATIC_ROOT = Path(env("STATIC_ROOT", default=BASE_DIR / "staticfiles"))
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "kztopup.staticfiles.HashedStorage"
        if STATIC_IS_HASHED
        else "django.contrib.staticfiles.storage.StaticFilesStorage",
    },
}
WHITENOISE_USE_FINDERS = not STATIC_IS_HASHED
# The icons that browsers ask for by name, as /favicon.ico; hashed names never expire.
WHITENOISE_ROOT = BASE_DIR / "static" / "root"
WHITENOISE_MAX_AGE = 0 if DEBUG else 30 * 24 * 60 * 60
# Files of ours are for pages of ours.
WHITENOISE_ALLOW_ALL_ORIGINS = False

# Security

SECURE_SSL_REDIRECT = SITE_IS_SECURE
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
# A redirect names the site, not what a request calls it.
SECURE_SSL_HOST = urlsplit(SITE_URL).netloc
HSTS_SECONDS = env.int("HSTS_SECONDS", default=31536000)
SECURE_HSTS_SECONDS = HSTS_SECONDS if SITE_IS_SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("HSTS_SUBDOMAINS", default=False)
SESSION_COOKIE_SECURE = SITE_IS_SECURE
CSRF_COOKIE_SECURE = SITE_IS_SECURE
LANGUAGE_COOKIE_SECURE = SITE_IS_SECURE
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_PATH = "/admin/"
LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = [SITE_URL]
CSRF_FAILURE_VIEW = "kztopup.views.csrf_failure"
# Only the admin has cookies.
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = "/admin/"
X_FRAME_OPTIONS = "DENY"
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# Subdomains, and preloading for years: a choice for whoever owns the whole domain.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

# Staff sign in each day, with what takes long to guess.
SESSION_COOKIE_AGE = 12 * 60 * 60
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]

# Map

# Empty: there are no streets, and nothing of them is offered.
TILES_URL = env("TILES_URL", default="https://tile.openstreetmap.org/{z}/{x}/{y}.png")
TILES_ATTRIBUTION = env(
    "TILES_ATTRIBUTION",
    default='© <a href="https://www.openstreetmap.org/copyright">OpenStreetMap</a>',
)
# {s} stands for one of several servers.
TILES_ORIGIN = TILES_URL and "{0.scheme}://{0.netloc}".format(
    urlsplit(TILES_URL)
).replace("{s}", "*")

# A Nominatim, asked for addresses when a visitor wants it (`locator.search.geocoding`).
GEOCODER_URL = env("GEOCODER_URL", default="").rstrip("/")

LEAFLET_CONFIG = {
    "DEFAULT_CENTER": (48.2, 67.0),
    "DEFAULT_ZOOM": 5,
    # What the embedded base map draws, with some land around it.
    "SPATIAL_EXTENT": (40, 35, 95, 60),
    "MIN_ZOOM": 4,
    "MAX_ZOOM": 18,
    "TILES": [
        (
            _("Streets"),
            TILES_URL,
            {
                "attribution": TILES_ATTRIBUTION,
                # OpenStreetMap's servers answer 403 to a request without Referer.
                "referrerPolicy": "strict-origin-when-cross-origin",
                "maxZoom": 19,
            },
        )
    ],
    "ATTRIBUTION_PREFIX": False,
    "RESET_VIEW": False,
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        # data: carries the icon; Leaflet draws tiles as images.
        "img-src": ["'self'", "data:", *filter(None, [TILES_ORIGIN])],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    },
}

# Logging

LOG_LEVEL = env("LOG_LEVEL", default="WARNING")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "kztopup.lib.logs.LineFormatter",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "filters": {"without_traceback": {"()": "kztopup.lib.logs.WithoutTraceback"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {
        # Django gives it a level of its own.
        "django": {"level": LOG_LEVEL},
        # Anyone can ask by another name, and it is no fault of the code.
        "django.security.DisallowedHost": {"filters": ["without_traceback"]},
        "django.security.TooManyFieldsSent": {"filters": ["without_traceback"]},
        # Says of every request that it waits for a thread.
        "waitress.queue": {"level": "ERROR"},
    },
}
