"""How several pytest processes share the tests and the services; loaded by pytest.ini.

A file stays in one process. So do the tests that share one running server. These begin first, since nothing takes
longer, then the longest files, so that no process is still busy when the others are done.
"""

import os

import pytest

ONE_SERVER = ("tests/browser/", "tests/launcher/")
# The browser's tests would keep one process busy long after the others: these have a server of their own, in another.
# Not the walk through all pages, nor what comes before it: it looks at what those have left.
SECOND_SERVER = tuple(
    f"tests/browser/test_{name}.py" for name in ("observation_day", "plan_review", "rules", "semester")
)
LONG = (
    *ONE_SERVER, "tests/project/test_permission_table.py", "tests/api/test_schema.py", "tests/project/test_pages.py",
    "tests/portal/test_demo.py", "tests/reports/", "tests/project/", "tests/api/", "tests/workbooks/", "tests/jobs/",
)  # fmt: skip


def own_queue():
    """A Valkey database for each process, before the settings are read, so that none empties
    another's cache. There are 16; the last is left for tests that want an empty one.
    """
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    url = os.environ.get("REDIS_URL", "")
    if worker.startswith("gw") and url.endswith("0"):
        os.environ["REDIS_URL"] = f"{url.removesuffix('0')}{int(worker[2:]) % 14 + 1}"


own_queue()


def scope_of(nodeid: str) -> str:
    """What stays together: the tests of one server, or the file."""
    if nodeid.startswith(SECOND_SERVER):
        return "the second server"
    return next((folder for folder in ONE_SERVER if nodeid.startswith(folder)), nodeid.partition("::")[0])


def length_of(item) -> int:
    """Its place among the long ones."""
    return next((n for n, start in enumerate(LONG) if item.nodeid.startswith(start)), len(LONG))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    items.sort(key=length_of)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    from xdist.scheduler import LoadScopeScheduling

    class ByFileOrServer(LoadScopeScheduling):
        def _split_scope(self, nodeid):
            return scope_of(nodeid)

    return ByFileOrServer(config, log)


def copy_of_one_database(shared) -> None:
    """The test database of this process will be a copy of one, which the first process to come migrates.

    ``shared``: a folder all processes of this run have.
    """
    from django.conf import settings
    from django.db import connection

    from launcher.locks import exclusive

    name, test = connection.settings_dict["NAME"], connection.settings_dict["TEST"]
    own, template, done = test["NAME"], f"test_{name}_template", shared / "template.made"
    with exclusive(shared / "template.lock"):
        if not done.exists():
            test["NAME"] = template
            connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
            connection.close()
            settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name
            done.touch()
    test.update(NAME=own, TEMPLATE=template, MIGRATE=False)
