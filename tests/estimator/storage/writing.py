"""One process of several writers, each a thread: `python -m tests.estimator.storage.writing`.

It waits for a line on standard input, so that all processes begin at once, and prints a line for
each thing done, at the moment at which the store said that it was kept.
"""

import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from estimator.storage import (
    ActionRefused,
    Store,
    accept,
    begin_draft,
    issue,
    open_store,
    read_draft,
    read_version,
    save_draft,
)
from tests.estimator.storage.notation import (
    LETTER,
    act,
    client_act,
    draft,
    offered,
    yes,
)


def main() -> None:
    address, job, writers, times = sys.argv[1:]
    work = partial({"issue": issuing, "accept": accepting, "save": saving}[job], int(times))
    with open_store(address) as store, ThreadPoolExecutor(int(writers)) as pool:
        said("ready")
        sys.stdin.readline()
        list(pool.map(partial(work, store), range(int(writers))))


def said(*words: object) -> None:
    """One line in one write, so that the lines of threads do not mix."""
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def issuing(times: int, store: Store, writer: int) -> None:
    """Each writer writes and issues quotes, some of which are refused half-way."""
    for turn in range(times):
        at = begin_draft(store, act(f"Writer {writer}"), "small", draft(1 + turn % 5))
        ready = offered(store, at, messages=(LETTER,))
        if turn % 3 == 0:
            stale = type(ready)(at, ready.quote, ready.book, ready.numbering, (LETTER,))
            save_draft(store, act("Another"), at, draft(6))
            try:
                issue(store, act(f"Writer {writer}"), stale)
            except ActionRefused:
                ready = offered(store, at, messages=(LETTER,))
        made = issue(store, act(f"Writer {writer}"), ready)
        said(made.quote.number, made.version_id)


def accepting(version_id: int, store: Store, writer: int) -> None:
    """Every writer accepts the same version, or one of its alternatives."""
    of = version_id + writer % 3
    shown = read_version(store, of)
    try:
        accept(store, client_act(), of, yes(shown, name=f"Writer {writer}"))  # type: ignore[arg-type] # a kept version has the hash too
    except ActionRefused:
        said("refused", writer)
    else:
        said("accepted", of)


def saving(times: int, store: Store, writer: int) -> None:
    """Each writer adds one to the people of a draft, and begins again where it came too late."""
    for _ in range(times):
        while True:
            kept = read_draft(store, 1)
            people = kept.draft.brief.sittings[0].people if kept.draft.brief else 0
            try:
                save_draft(store, act(f"Writer {writer}"), kept.at, draft(people + 1))
            except ActionRefused:
                continue
            said("saved", people + 1)
            break


if __name__ == "__main__":
    main()
