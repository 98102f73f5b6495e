"""Settings read the environment strictly and take production's posture by default."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from schoolresearch import env

ROOT = Path(__file__).resolve().parents[2]
GOOD = {
    "DATABASE_URL": "postgresql://app:p%40ss@db.example.cn:5433/school?sslmode=require",
    "REDIS_URL": "redis://queue.example.cn:6379/2",
    "SCHOOLRESEARCH_SECRET_KEY": "x" * 60,
    "SCHOOLRESEARCH_HOSTS": "school.example.cn, .example.org",
}


def load(names=(), **environment):
    """(the named settings, what was said on standard error) of a process of its own."""
    program = (
        "import json; from schoolresearch import settings; "
        f"print(json.dumps({{n: getattr(settings, n) for n in {list(names)!r}}}, default=str))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"]} | environment,
        capture_output=True,
        text=True,
    )
    return (json.loads(done.stdout) if done.returncode == 0 else None), done.stderr


def test_production_is_the_default():
    names = [
        *("DEBUG", "DEMO", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT"),
        *("SECURE_HSTS_SECONDS", "ALLOWED_HOSTS"),
    ]
    found, said = load(names, **GOOD)
    assert found == {
        "DEBUG": False,
        "DEMO": False,
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SECURE_SSL_REDIRECT": True,
        "SECURE_HSTS_SECONDS": 31536000,
        "ALLOWED_HOSTS": ["school.example.cn", ".example.org"],
    }, said


def test_the_demo_relaxes_only_plain_http():
    names = ["DEBUG", "SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY"]
    names += ["CONTENT_SECURITY_POLICY", "X_FRAME_OPTIONS", "ALLOWED_HOSTS"]
    strict, _ = load(names, **GOOD)
    demo, _ = load(names, **GOOD, SCHOOLRESEARCH_DEMO="1")
    relaxed = {name for name in names if strict[name] != demo[name]}
    assert relaxed == {"SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE"}


def test_the_policy_allows_nothing_inline():
    found, _ = load(["CONTENT_SECURITY_POLICY"], **GOOD)
    policy = found["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]
    assert policy["default-src"] == ["'self'"]
    assert not {"script-src", "style-src"} & set(policy)
    assert "unsafe" not in json.dumps(policy)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"DATABASE_URL": ""}, "DATABASE_URL is not set"),
        ({"REDIS_URL": " "}, "REDIS_URL is not set"),
        ({"SCHOOLRESEARCH_SECRET_KEY": ""}, "SCHOOLRESEARCH_SECRET_KEY is not set"),
        ({"DATABASE_URL": "postgresql://db"}, "DATABASE_URL must look like"),
        ({"DATABASE_URL": "postgresql://db:port/x"}, "DATABASE_URL is not an address"),
        ({"REDIS_URL": "http://queue"}, "REDIS_URL must look like"),
        ({"SCHOOLRESEARCH_DEBUG": "2"}, "SCHOOLRESEARCH_DEBUG must be 1 or 0, not '2'."),
        ({"SCHOOLRESEARCH_HOSTS": "http://a"}, "SCHOOLRESEARCH_HOSTS takes host names"),
        ({"SCHOOLRESEARCH_ORIGINS": "a.cn"}, "SCHOOLRESEARCH_ORIGINS takes origins"),
        ({"SCHOOLRESEARCH_LOG_LEVEL": "loud"}, "SCHOOLRESEARCH_LOG_LEVEL must be one of"),
        ({"SCHOOLRESEARCH_VISIBILITY_TIMEOUT": "1"}, "from 5 to 86400, not '1'."),
        ({"SCHOOLRESEARCH_HOST": "a"}, "SCHOOLRESEARCH_HOST is not a setting; did you mean"),
        ({"SCHOOLRESEARCH_PROX": "1"}, "did you mean SCHOOLRESEARCH_PROXY?"),
    ],
)
def test_a_wrong_environment_is_refused_in_one_sentence(change, sentence):
    found, said = load(**GOOD | change)
    assert found is None
    assert sentence in said
    assert len(said.splitlines()) == 1


def test_every_variable_is_in_the_manual():
    """The table in docs/operations.md names what the settings ask for, and nothing else."""
    source = (ROOT / "schoolresearch" / "settings.py").read_text()
    manual = (ROOT / "docs" / "operations.md").read_text()
    asked = {word for word in source.replace('"', " ").split() if word.startswith(env.PREFIX)}
    listed = {
        cell.strip("` ")
        for line in manual.splitlines()
        if line.startswith(f"| `{env.PREFIX}")
        for cell in [line.split("|")[1]]
    }
    assert listed == {word.rstrip(",.:") for word in asked}


def test_an_address_of_a_database():
    found = env.database(GOOD["DATABASE_URL"])
    assert (found["HOST"], found["PORT"], found["NAME"]) == ("db.example.cn", "5433", "school")
    assert (found["USER"], found["PASSWORD"]) == ("app", "p@ss")
    assert found["OPTIONS"] == {"sslmode": "require"}


def test_a_database_behind_a_socket():
    found = env.database("postgresql://app@/school?host=%2Fvar%2F%E5%AD%A6%E6%A0%A1")
    assert (found["HOST"], found["PORT"], found["OPTIONS"]) == ("/var/学校", "", {})


def test_a_broker_behind_a_socket_is_spelt_for_both_clients():
    assert env.broker("unix:///run/v.sock?db=3") == (
        "unix:///run/v.sock?db=3",
        "redis+socket:///run/v.sock?virtual_host=3",
    )
