"""Gives every pytest process a Valkey database of its own, so that none empties another's cache.

Loaded by pytest.ini before the settings are read. Valkey has 16 databases; the last is left for
tests that want an empty one.
"""

import os

worker = os.environ.get("PYTEST_XDIST_WORKER", "")
if worker.startswith("gw") and os.environ.get("REDIS_URL", "").endswith("0"):
    number = int(worker.removeprefix("gw")) % 14 + 1
    os.environ["REDIS_URL"] = f"{os.environ['REDIS_URL'].removesuffix('0')}{number}"
