"""Many writers at once, in processes and threads: nothing is doubled and nothing lost."""

import subprocess
import sys
from collections import Counter
from pathlib import Path

from estimator.storage import (
    Store,
    Wanted,
    acceptance,
    as_alternatives,
    check_store,
    listing,
    read_draft,
    read_version,
)
from tests.estimator.storage.notation import ON, act, begun, issued, later, quote_of

ROOT = Path(__file__).resolve().parents[3]
PROCESSES, THREADS, EACH = 4, 8, 5


def written(address: str, job: str, times: int, writers: tuple[int, int]) -> list[list[str]]:
    """What all writers said, so many processes of so many threads, begun at once."""
    processes, threads = writers
    command = [sys.executable, "-m", "tests.estimator.storage.writing", address, job]
    command += [str(threads), str(times)]
    pipe = subprocess.PIPE
    running = [
        subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe, text=True)
        for _ in range(processes)
    ]
    for process in running:
        assert process.stdout
        assert process.stdout.readline() == "ready\n", process.communicate()[1]
    for process in running:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()
    ended = [process.communicate(timeout=300) for process in running]
    assert [process.returncode for process in running] == [0] * processes, ended
    return [line.split() for said, _ in ended for line in said.splitlines()]


def test_no_number_is_given_twice_and_none_is_left_out(store: Store, address: str):
    said = written(address, "issue", EACH, (PROCESSES, THREADS))
    quotes = PROCESSES * THREADS * EACH
    assert len(said) == quotes
    numbers = sorted(number for number, _ in said)
    assert numbers == [f"Q-2026-{place:04}" for place in range(1, quotes + 1)]
    checked = check_store(store)
    assert checked.problems == ()
    assert checked.documents == quotes
    kept = {line.number: line.version_id for line in listing(store, Wanted("small", ON, most=999))}
    assert kept == {number: int(version_id) for number, version_id in said}


def test_of_alternatives_accepted_at_once_one_is_accepted(store: Store, address: str):
    made = [issued(store, people) for people in (1, 2, 3)]
    as_alternatives(store, act(), tuple(quote_of(store, each) for each in made))
    said = written(address, "accept", made[0].version_id, (2, 8))
    assert Counter(words[0] for words in said) == {"accepted": 1, "refused": 15}
    chosen = next(int(words[1]) for words in said if words[0] == "accepted")
    for each in made:
        version = read_version(store, each.version_id)
        accepted = each.version_id == chosen
        assert version.life.decision == ("accepted" if accepted else "declined")
        assert (acceptance(store, version.quote_id) is not None) is accepted
    assert check_store(store).problems == ()


def test_no_saving_of_a_draft_is_lost(store: Store, address: str):
    at = begun(store, 1)
    said = written(address, "save", 2, (2, 3))
    saved = 2 * 3 * 2
    assert sorted(int(people) for _, people in said) == list(range(2, saved + 2))
    kept = read_draft(store, at.quote_id)
    assert kept.draft.brief is not None
    assert kept.draft.brief.sittings[0].people == kept.at.revision == saved + 1


def test_a_year_begins_with_its_first_number(store: Store):
    first, second = issued(store), issued(store, on=later(37))
    third = issued(store, on=later(38))
    assert [each.quote.number for each in (first, second, third)] == [
        *("Q-2026-0001", "Q-2026-0002", "Q-2027-0001"),
    ]
    assert check_store(store).problems == ()
