"""The environment that Django, the worker and the services get."""

import os
import secrets

# What would lead Python astray, or make each of the many processes compile everything anew.
UNWANTED = {"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "DJANGO_SETTINGS_MODULE", "PYTHONDONTWRITEBYTECODE"}
PRODUCTION_SIGNS = {"SCHOOLRESEARCH_HOSTS", "SCHOOLRESEARCH_ORIGINS", "SCHOOLRESEARCH_PROXY"}


def base(data):
    """Ours without what is unwanted and without empty addresses."""
    found = {
        name: value
        for name, value in os.environ.items()
        if name not in UNWANTED and (value.strip() or not name.endswith("_URL"))
    }
    return found | {
        "DATA_DIR": str(data.path),
        "DJANGO_SETTINGS_MODULE": "schoolresearch.settings",
        "PYTHONUNBUFFERED": "1",
    }


def for_django(data, services):
    """With the services' addresses, the secret key, and demo mode unless production shows."""
    found = base(data) | services.urls()
    if not found.get("SCHOOLRESEARCH_SECRET_KEY", "").strip():
        found["SCHOOLRESEARCH_SECRET_KEY"] = secret_key(data)
    if is_demo():
        found["SCHOOLRESEARCH_DEMO"] = "1"
    return found


def is_demo():
    """Nothing said about where and how it is reached: then it is somebody trying it out."""
    said = os.environ.get("SCHOOLRESEARCH_DEMO", "").strip().lower()
    if said:
        return said in {"1", "true", "yes", "on"}
    return not any(os.environ.get(name, "").strip() for name in PRODUCTION_SIGNS)


def secret_key(data):
    """Made once for a data folder; whoever has it can forge a log-in."""
    if not data.secret.exists():
        draft = data.secret.with_suffix(".new")
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(64))
        draft.replace(data.secret)
    return data.secret.read_text().strip()
