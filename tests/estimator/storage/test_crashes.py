"""The program killed while it writes: what it said is kept is there, and nothing by halves."""

import random
import subprocess
import sys
import time
from pathlib import Path

from sqlalchemy import text

from estimator.storage import Store, Wanted, check_store, issue, listing
from tests.estimator.storage.notation import ON, act, begun, offered

ROOT = Path(__file__).resolve().parents[3]
KILLS = 3


def killed(address: str, after: float) -> list[tuple[str, int]]:
    """What a writer of four threads said was kept, before it was killed in the midst of writing."""
    command = [
        sys.executable,
        "-m",
        "tests.estimator.storage.writing",
        address,
        "issue",
        "4",
        "999",
    ]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) as writer:
        assert writer.stdin
        assert writer.stdout
        assert writer.stdout.readline() == "ready\n"
        writer.stdin.write("go\n")
        writer.stdin.flush()
        said = writer.stdout.readline()
        time.sleep(after)
        writer.kill()
        said += writer.stdout.read()
    whole = said[: said.rfind("\n") + 1].splitlines()  # the last line may be cut
    return [(number, int(version_id)) for number, version_id in map(str.split, whole)]


def test_nothing_that_was_said_is_lost_and_nothing_is_there_by_halves(store: Store, address: str):
    said = list[tuple[str, int]]()
    for turn in range(KILLS):
        said += killed(address, random.Random(turn).uniform(0.0, 0.4))
        checked = check_store(store)
        assert checked.problems == ()
    kept = {
        line.number: line.version_id
        for line in listing(store, Wanted("small", ON, most=99_999))
        if line.number
    }
    assert len(said) == len(dict(said)) > 0
    assert set(said) <= set(kept.items())
    assert len(kept) <= len(said) + 4 * KILLS, "each thread may have been killed before it spoke"
    with store.reading() as session:
        mails = session.execute(text("SELECT version_id, count(*) FROM outbox GROUP BY version_id"))
        assert dict(tuple(row) for row in mails) == dict.fromkeys(kept.values(), 1)
    following = issue(store, act(), offered(store, begun(store)))
    assert following.quote.number == f"Q-2026-{len(kept) + 1:04}"
