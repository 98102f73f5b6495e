"""The services of a data folder: started when needed, stopped by the last who leaves."""

from contextlib import contextmanager

from launcher import environment
from launcher.locks import Claim, exclusive
from launcher.postgres import Postgres
from launcher.valkey import Valkey


class Services:
    """Those of the two that the environment does not bring: DATABASE_URL, REDIS_URL."""

    def __init__(self, data, *, fast=False, dies_with_us=True):
        self.data = data
        base = environment.base(data)
        how = {"fast": fast, "dies_with_us": dies_with_us}
        self.own = {}
        if "DATABASE_URL" not in base:
            self.own["DATABASE_URL"] = Postgres(data, base, **how)
        if "REDIS_URL" not in base:
            self.own["REDIS_URL"] = Valkey(data, base, **how)

    def urls(self):
        return {name: service.url() for name, service in self.own.items()}

    def answer(self):
        return all(service.answers() for service in self.own.values())

    def start(self):
        for service in self.own.values():
            if service.start():
                self.data.schema_due.touch()

    def stop(self):
        for service in reversed(self.own.values()):
            service.stop()

    def mutex(self):
        return exclusive(self.data.run / "services.lock")

    def claim(self):
        return Claim(self.data.run / "users.lock")


@contextmanager
def borrowed(services):
    """For a command: use what runs, or start it, and stop it if nobody else came to use it."""
    claim = services.claim()
    with services.mutex():
        claim.share()
        try:
            if not services.answer():
                services.start()
        except BaseException:
            services.stop()
            raise
    try:
        yield services
    finally:
        with services.mutex():
            if claim.take():
                services.stop()
            claim.release()
