"""A strict reader of the process environment.

Every variable that starts with SCHOOLRESEARCH_ must be one the settings ask for, and every value
must be of the kind they ask for. Anything else stops the process with one sentence that names the
variable, because a misspelt security switch must not look like a switch that is off.
"""

import difflib
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

PREFIX = "SCHOOLRESEARCH_"
YES = {"1", "true", "yes", "on"}
NO = {"0", "false", "no", "off"}


class Refused(SystemExit):
    """The environment is wrong. As a SystemExit it ends any entry point with its one sentence."""


class Environment:
    """Typed access to the variables, remembering which ones were asked for."""

    def __init__(self, values):
        self.values = values
        self.asked = set()

    def text(self, name, default=None):
        """The value without surrounding blanks; an empty value counts as unset."""
        self.asked.add(name)
        return self.values.get(name, "").strip() or default

    def required(self, name, hint):
        value = self.text(name)
        if value is None:
            raise Refused(f"{name} is not set: {hint}")
        return value

    def flag(self, name, default=False):
        value = self.text(name)
        if value is None:
            return default
        if value.lower() in YES:
            return True
        if value.lower() in NO:
            return False
        raise Refused(f"{name} must be 1 or 0, not {value!r}.")

    def number(self, name, default, least, most):
        value = self.text(name)
        if value is None:
            return default
        if value.isascii() and value.isdigit() and least <= int(value) <= most:
            return int(value)
        raise Refused(f"{name} must be a whole number from {least} to {most}, not {value!r}.")

    def choice(self, name, options, default):
        value = self.text(name, default)
        if value.upper() in options:
            return value.upper()
        raise Refused(f"{name} must be one of {', '.join(options)}, not {value!r}.")

    def words(self, name):
        """A list separated by commas."""
        return [word.strip() for word in self.text(name, "").split(",") if word.strip()]

    def hosts(self, name):
        for host in self.words(name):
            if "/" in host or " " in host:
                raise Refused(f"{name} takes host names such as school.example.cn, not {host!r}.")
        return self.words(name)

    def origins(self, name):
        for origin in self.words(name):
            parts = urlsplit(origin)
            if parts.scheme not in ("http", "https") or not parts.netloc or parts.path:
                raise Refused(f"{name} takes origins such as https://school.example.cn, not {origin!r}.")
        return self.words(name)

    def folder(self, name, default):
        return Path(self.text(name, default)).expanduser().resolve()

    def refuse_unknown(self):
        """Call last: by now every known variable has been asked for."""
        for name in sorted(self.values):
            if name.startswith(PREFIX) and name not in self.asked:
                near = difflib.get_close_matches(name, sorted(self.asked), n=1, cutoff=0)
                raise Refused(f"{name} is not a setting; did you mean {near[0]}?")


def database(url):
    """Django's connection settings from postgresql://user:password@host:port/name?option=value.

    A socket folder is given as the option `host`; other options go to libpq as they are.
    """
    parts = _split("DATABASE_URL", url)
    name = unquote(parts.path[1:])
    if parts.scheme not in ("postgresql", "postgres") or not name or "/" in name:
        raise Refused("DATABASE_URL must look like postgresql://user:password@host:5432/name; this does not.")
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", None) or unquote(parts.hostname or ""),
        "PORT": str(options.pop("port", None) or parts.port or ""),
        "OPTIONS": options,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
        "DISABLE_SERVER_SIDE_CURSORS": True,  # the choices of a filter are one short query, not a cursor each
    }


def broker(url):
    """(address for redis-py, address for Celery): they spell a socket differently."""
    parts = _split("REDIS_URL", url)
    if parts.scheme in ("redis", "rediss") and parts.hostname:
        return url, url
    if parts.scheme == "unix" and parts.path.startswith("/"):
        number = dict(parse_qsl(parts.query)).get("db", "0")
        password = f":{parts.password}@" if parts.password else ""
        return url, f"redis+socket://{password}{parts.path}?virtual_host={number}"
    raise Refused(
        "REDIS_URL must look like redis://host:6379/0, rediss://host:6379/0 or unix:///path?db=0; "
        "this does not."
    )


def mail(url):
    """How mail leaves: smtp://user:password@host:587/?tls=1, smtps://…:465, console: or nothing at all.

    `tls=1` asks for STARTTLS; smtps speaks TLS from the first byte.
    """
    parts = _split("SCHOOLRESEARCH_EMAIL_URL", url)
    options = dict(parse_qsl(parts.query))
    tls = options.pop("tls", "0")
    if (
        url
        and parts.scheme != "console"
        and (parts.scheme not in ("smtp", "smtps") or not parts.hostname or options or tls not in ("0", "1"))
    ):
        raise Refused(
            "SCHOOLRESEARCH_EMAIL_URL must look like smtp://user:password@host:587/?tls=1, "
            "smtps://user:password@host:465/ or console:; this does not."
        )
    return {
        "backend": {"": "dummy", "console": "console"}.get(parts.scheme, "smtp"),
        "host": parts.hostname or "",
        "port": parts.port or (465 if parts.scheme == "smtps" else 25),
        "user": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "starttls": parts.scheme == "smtp" and tls == "1",
        "tls": parts.scheme == "smtps",
    }


def site_address(named, origins, hosts, *, plain_http):
    """Where the site is found, for links that leave it: as named, else what the other settings tell.

    Empty when they only have wildcards.
    """
    for origin in [*named, *origins]:
        if "*" not in origin:
            return origin
    if plain_http:
        return "http://localhost:8000"
    plain = [host for host in hosts if "*" not in host and not host.startswith(".")]
    return f"https://{plain[0]}" if plain else ""


def _split(name, url):
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018  a malformed port is only noticed when it is read
    except ValueError:
        raise Refused(f"{name} is not an address that can be read.") from None
    return parts
