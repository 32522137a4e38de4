"""`headshot-quote store`: what an operator does with the store of quotes."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path

from estimator import keeping
from estimator.settings import read_settings

STORE = "the store of quotes: its tables, its trail, and what it keeps about a client"

_Run = Callable[[argparse.Namespace], int | None]
_Parser = argparse.ArgumentParser


def add_store(verb: _Parser) -> None:
    """The verbs on the store, under `store`."""
    verbs = verb.add_subparsers(title="verbs", required=True, metavar="VERB")

    def add(name: str, run: _Run, words: str) -> _Parser:
        added = verbs.add_parser(name, help=words, description=words)
        added.set_defaults(run=_said(run))
        return added

    add("upgrade", _upgrade, "bring its tables up to this program")
    verify = add("verify", _verify, "check that nothing in it was changed behind its back")
    noted = "a hash that `verify` printed before, which must be there still; may be repeated"
    verify.add_argument("--noted", action="append", default=[], metavar="HASH", help=noted)
    clients = add("clients", _clients, "the clients whom some words mean, with their keys")
    clients.add_argument("words", nargs="*", metavar="WORD")
    clients.add_argument("--studio", help="the studio whose clients they are")
    export = add("export", _export, "all that is kept about a client, for the client")
    export.add_argument("client", type=int, metavar="KEY")
    export.add_argument("--out", type=Path, metavar="OUT.json", help="a file instead")
    erase = add("erase", _erase, "erase a client, but what must be kept for some years")
    erase.add_argument("client", type=int, metavar="KEY")
    erase.add_argument("--yes", action="store_true", help="it cannot be undone")


def _said(run: _Run) -> _Run:
    """A verb that says in words why the store refuses."""

    def runs(options: argparse.Namespace) -> int | None:
        try:
            return run(options)
        except keeping.StoreError as refused:
            print(refused, file=sys.stderr)
            return 1

    return runs


def _upgrade(_: argparse.Namespace) -> None:
    found = keeping.upgraded(read_settings())
    if found.before == found.after:
        print(f"{found.address} is at {found.after} already")
    else:
        print(f"{found.address} was at {found.before or 'nothing'}, and is at {found.after}")


def _verify(options: argparse.Namespace) -> int:
    with keeping.opened(read_settings()) as store:
        checked = keeping.check_store(store, tuple(options.noted))
    for problem in checked.problems:
        print(f"{problem.severity}: {problem}", file=sys.stderr)
    for end in checked.ends:
        print(f"{end.chain}: {end.rows} acts, the last {end.hash}")
    print(f"{checked.documents} documents")
    return 1 if checked.problems else 0


def _clients(options: argparse.Namespace) -> None:
    settings = read_settings()
    with keeping.opened(settings) as store:
        studio = options.studio or settings.studio
        for each in keeping.clients_called(store, studio, " ".join(options.words)):
            print(f"{each.id}  {each.client.called}  {each.client.email}".rstrip())


def _export(options: argparse.Namespace) -> None:
    settings = read_settings()
    with keeping.opened(settings) as store:
        found = keeping.export(store, settings, options.client)
    text = json.dumps(found, indent=2, ensure_ascii=False)
    if options.out is None:
        print(text)
    else:
        options.out.write_text(text + "\n", encoding="utf-8")
        print(f"client {options.client} in {options.out}")


def _erase(options: argparse.Namespace) -> int:
    settings = read_settings()
    if not options.yes:
        print("erasing cannot be undone: add --yes to do it", file=sys.stderr)
        return 1
    with keeping.opened(settings) as store:
        erased = keeping.erase(store, settings, options.client)
    print(f"{erased.documents} documents of client {options.client} are empty")
    for number, until in sorted(erased.kept.items()):
        print(f"{number} is kept until {until}")
    return 0
