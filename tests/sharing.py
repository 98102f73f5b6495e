"""How several pytest processes share the tests and the services; loaded by pytest.ini.

A file stays in one process. So do the folders whose tests share one running server.
"""

import os

import pytest

ONE_SERVER = ("tests/browser/", "tests/launcher/")


def own_queue():
    """A Valkey database for each process, before the settings are read, so that none empties
    another's cache. There are 16; the last is left for tests that want an empty one.
    """
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    url = os.environ.get("REDIS_URL", "")
    if worker.startswith("gw") and url.endswith("0"):
        os.environ["REDIS_URL"] = f"{url.removesuffix('0')}{int(worker[2:]) % 14 + 1}"


own_queue()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    from xdist.scheduler import LoadScopeScheduling

    class ByFileOrServer(LoadScopeScheduling):
        def _split_scope(self, nodeid):
            shared = [folder for folder in ONE_SERVER if nodeid.startswith(folder)]
            return shared[0] if shared else nodeid.partition("::")[0]

    return ByFileOrServer(config, log)
