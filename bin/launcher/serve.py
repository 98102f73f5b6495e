"""bin/serve: everything a school needs to work, from an empty machine to an open page."""

import argparse
import http.client
import os
import shlex
import socket
import subprocess
import time

from launcher import environment, install, processes
from launcher.locks import Claim
from launcher.paths import PYTHON, ROOT, DataDir
from launcher.say import Stop, say
from launcher.services import Services
from launcher.supervisor import Supervisor

WORK = ("web", "worker", "printer", "clock")
LARGEST_LOG = 20 * 1024 * 1024


def main(arguments):
    options = read_options(arguments)
    data = DataDir.from_environment()
    data.create()
    claim = claim_folder(data, options)
    records = processes.Records(data.run / "processes.json")
    for name in WORK:
        processes.end(records.leftovers(name), patience=5)
    listener = listen(options.host, options.port)
    install.everything()
    supervisor = Supervisor(records, data.logs)
    supervisor.heed_signals()
    services = Services(data)
    variables = django_environment(data, services, options)
    check_settings(variables)
    in_use = services.claim()
    try:
        start_services(services, in_use, supervisor)
        log_ins = prepare(variables, supervisor, data)
        if not supervisor.stopping:
            start_work(supervisor, data, variables, listener)
        if wait_until_ready(supervisor, variables, options):
            greet(data, options, variables, log_ins)
        supervisor.run_until_stopped()
    finally:
        say("Stopping …")
        supervisor.end(WORK, patience=10)
        with services.mutex():
            services.stop()
        in_use.release()
        claim.release()
    say("Stopped.")
    return 0


def read_options(arguments):
    parser = argparse.ArgumentParser(
        prog="bin/serve",
        description="Start SchoolResearch; the first time on a machine this also sets it up.",
        epilog="Settings come from the environment: docs/operations.md.",
    )
    parser.add_argument("--port", type=port_number, default=8000, help="8000 unless given")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on: 127.0.0.1")
    return parser.parse_args(arguments)


def port_number(text):
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
        raise argparse.ArgumentTypeError(f"{text!r} is not a port; choose from 1 to 65535")
    return int(text)


def address(options):
    shown = "localhost" if options.host in ("127.0.0.1", "0.0.0.0", "::", "::1") else options.host
    return f"http://{f'[{shown}]' if ':' in shown else shown}:{options.port}/"


def claim_folder(data, options):
    """One start per data folder; the lock falls with the process that holds it."""
    claim = Claim(data.run / "serve.lock")
    patient_until = time.monotonic() + 5
    while not claim.take():
        twin = claim.holder()
        if processes.start_time(twin.get("pid", 0)) is None and time.monotonic() < patient_until:
            time.sleep(0.1)  # just killed; the lock falls any moment
            continue
        raise Stop(
            f"it already runs on {data.path} as process {twin.get('pid', 'unknown')} at "
            f"{twin.get('address', 'an address not known yet')}; use that, stop it, "
            "or set DATA_DIR to another folder."
        )
    claim.describe(address=address(options))
    return claim


def listen(host, port):
    """Open the port ourselves: the web server inherits it, and keeps it over a restart."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(512)
    except PermissionError:
        raise Stop(f"port {port} is reserved for root; choose one from 1024 up.") from None
    except socket.gaierror:
        raise Stop(f"{host} is not an address of this machine.") from None
    except OSError as error:
        if error.errno == 98:
            raise Stop(
                f"port {port} is in use by another program; choose another: "
                f"bin/serve --port {port + 1 if port < 65535 else port - 1}"
            ) from None
        raise Stop(f"cannot listen on {host}, port {port}: {error.strerror}.") from None
    return listener


def start_services(services, in_use, supervisor):
    """Take over what a command is using right now, otherwise start afresh."""
    with services.mutex():
        alone = in_use.take()
        if alone or not services.answer():
            services.start()
        in_use.share()
    for service in services.own.values():
        supervisor.watch(service.name, relaunch(service))


def relaunch(service):
    def launch():
        service.end_leftovers()
        return service.launch()

    return launch


def django_environment(data, services, options):
    """For a demo without a host name of its own, the names under which it will be opened."""
    variables = environment.for_django(data, services)
    if environment.is_demo() and not variables.get("SCHOOLRESEARCH_HOSTS"):
        every_address = options.host in ("0.0.0.0", "::")
        named = f"localhost,127.0.0.1,[::1],{options.host}".replace(",::1", "")
        variables["SCHOOLRESEARCH_HOSTS"] = "*" if every_address else named
    return variables


def check_settings(variables):
    """Whatever they refuse is said before anything is started."""
    command = [PYTHON, "-c", "import schoolresearch.settings"]
    done = subprocess.run(command, cwd=ROOT, env=variables, stderr=subprocess.PIPE, text=True)
    if done.returncode:
        raise Stop(done.stderr.strip().splitlines()[-1])


def prepare(variables, supervisor, data):
    """Schema, static files and demo school; returns the demo log-ins as text."""
    done = subprocess.run(
        [PYTHON, "-m", "schoolresearch.prepare"],
        cwd=ROOT,
        env=variables,
        stdout=subprocess.PIPE,
        text=True,
    )
    if done.returncode == 0:
        data.schema_due.unlink(missing_ok=True)
    elif not supervisor.stopping:
        raise Stop("the database could not be prepared; the lines above say why.")
    return done.stdout


def start_work(supervisor, data, variables, listener):
    """Web server, two workers so that printing never holds up the rest, and the clock."""
    celery = [PYTHON, "-m", "celery", "--quiet", "-A", "schoolresearch"]
    worker = [*celery, "worker", "--without-gossip", "--without-mingle"]
    handle = listener.fileno()
    commands = {
        "web": [
            *(PYTHON, "-m", "gunicorn", "-c", "python:schoolresearch.server"),
            *("--bind", f"fd://{handle}", "schoolresearch.wsgi:application"),
        ],
        "worker": [*worker, "-n", "worker@%h", "-Q", "interactive,default,notify", "-c", "2"],
        "printer": [*worker, "-n", "printer@%h", "-Q", "pdf", "-c", "1"],
        "clock": [*celery, "beat", "--pidfile="],
    }
    for name, command in commands.items():
        log = data.logs / f"{name}.log"
        turn_over(log)
        supervisor.start(
            name,
            lambda command=command, log=log, name=name: processes.spawn(
                command, env=variables, log=log, pass_fds=(handle,) if name == "web" else ()
            ),
        )


def turn_over(log):
    """Keep one older log beside the present one."""
    if log.exists() and log.stat().st_size > LARGEST_LOG:
        log.replace(log.with_suffix(".log.1"))


def wait_until_ready(supervisor, variables, options):
    """Until /readyz says yes; False when asked to stop before."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(options.host, options.host)
    allowed = variables.get("SCHOOLRESEARCH_HOSTS", "localhost").split(",")[0].lstrip(".")
    name = "localhost" if allowed == "*" else allowed
    patient_until = time.monotonic() + 60
    while not supervisor.stopping:
        supervisor.tick()
        if _readyz(host, options.port, name):
            return True
        if time.monotonic() > patient_until:
            say("It takes longer than it should; the files in the log folder may say why.")
            patient_until = float("inf")
        time.sleep(0.2)
    return False


def _readyz(host, port, name):
    connection = http.client.HTTPConnection(host, port, timeout=5)
    try:
        connection.request("GET", "/readyz", headers={"Host": name})
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def greet(data, options, variables, log_ins):
    lines = [f"SchoolResearch is ready: {address(options)}"]
    if environment.is_demo():
        lines += ["", "Demo mode: plain HTTP, a fictional school. Setting SCHOOLRESEARCH_HOSTS ends it."]
        lines += log_ins.splitlines()
    else:
        lines += [f"Host names: {variables.get('SCHOOLRESEARCH_HOSTS', 'none set')}"]
    folder = shlex.quote(os.path.relpath(data.path))
    lines += ["", f"Data and logs are in {folder}. Ctrl-C stops everything."]
    print("\n".join(lines), flush=True)
