"""`headshot-quote`: the same verbs for a terminal and for scripts.

Answers go to standard output and problems to standard error, all of them at once. The exit code
is 0 for an answer, 1 for problems a person can fix, 2 for a command that cannot be read.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from estimator import actions
from estimator.formatting import reader
from estimator.printing import comparison_lines, estimate_lines
from estimator.record import comparison_record, estimate_record
from estimator.settings import SettingRefused, read_settings
from estimator.workspace import Workspace, open_workspace
from pricing import BriefRefused, Client, Estimate, NotInForce, Problem
from pricing.problems import unknown


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    options = parser().parse_args(arguments)
    try:
        options.run(options)
    except (actions.FilesRefused, BriefRefused) as refused:
        return _complain(refused.problems)
    except actions.CannotPrint as refused:
        return _complain([Problem(each.where, each.what, each.advice) for each in refused.problems])
    except (NotInForce, SettingRefused) as refused:
        return _say(str(refused))
    except OSError as error:
        return _say(f"{error.filename}: {error.strerror}")
    return 0


def parser() -> argparse.ArgumentParser:
    """The command line, verb by verb."""
    root = argparse.ArgumentParser("headshot-quote", description="Price headshot photography.")
    verbs = root.add_subparsers(title="verbs", required=True, metavar="VERB")

    def verb(name: str, run: Callable[[argparse.Namespace], None], words: str) -> _Parser:
        added = verbs.add_parser(name, help=words, description=words)
        added.set_defaults(run=run)
        return added

    estimate = _brief(verb("estimate", _estimate, "price a brief, every figure with its reason"))
    estimate.add_argument("--json", action="store_true", help="as JSON, amounts as text")
    compare = _brief(verb("compare", _compare, "the price beside AI plans, same people and months"))
    compare.add_argument("--json", action="store_true", help="as JSON, amounts as text")
    quote = _brief(verb("quote", _quote, "the brief as a PDF quote"))
    quote.add_argument("--pdf", type=Path, required=True, metavar="OUT.pdf")
    quote.add_argument("--client", default="", help="who the quote is for")
    quote.add_argument("--organisation", default="", help="for whom they ask")
    quote.add_argument("--with-comparison", action="store_true", help="add the AI comparison")
    check = verb("check-book", _check_book, "everything wrong with a price book")
    check.add_argument("book", type=Path, metavar="BOOK.toml")
    return root


_Parser = argparse.ArgumentParser


def _brief(verb: _Parser) -> _Parser:
    verb.add_argument("brief", type=Path, metavar="BRIEF.toml")
    verb.add_argument("--book", type=Path, help="a price book file instead of a studio's own")
    verb.add_argument("--studio", help="the studio whose list is used")
    verb.add_argument("--on", type=date.fromisoformat, metavar="DAY", help="price on that day")
    return verb


def _priced(options: argparse.Namespace) -> tuple[Workspace, str, Estimate]:
    workspace = open_workspace(read_settings())
    studio = options.studio or workspace.settings.studio
    if options.book is not None:
        workspace, studio = actions.with_book(workspace, options.book)
    elif studio not in workspace.studios:
        raise actions.FilesRefused([unknown("--studio", studio, tuple(workspace.studios))])
    brief = actions.read_brief(options.brief)
    return workspace, studio, actions.price(workspace, studio, brief, options.on)


def _estimate(options: argparse.Namespace) -> None:
    workspace, studio, estimate = _priced(options)
    if options.json:
        _print_json(estimate_record(estimate))
        return
    read = reader(workspace.studio(studio).locale, estimate.currency)
    print("\n".join(estimate_lines(estimate, read)))


def _compare(options: argparse.Namespace) -> None:
    workspace, studio, estimate = _priced(options)
    comparison = actions.compare_with_ai(workspace, estimate)
    if options.json:
        _print_json(comparison_record(comparison))
        return
    read = reader(workspace.studio(studio).locale, estimate.currency)
    print("\n".join(comparison_lines(comparison, read)))


def _quote(options: argparse.Namespace) -> None:
    workspace, studio, estimate = _priced(options)
    client = Client(name=options.client, organisation=options.organisation)
    quote = actions.make_quote(workspace, studio, estimate, client)
    comparison = None
    if options.with_comparison:
        comparison = actions.compare_with_ai(workspace, estimate)
    options.pdf.write_bytes(actions.quote_pdf(quote, comparison))
    print(f"{quote.number}: {estimate.money(estimate.payable)} in {options.pdf}")


def _check_book(options: argparse.Namespace) -> None:
    book, warnings = actions.check_book(options.book, read_settings())
    _complain(warnings)
    entries = f"{len(book.session_types)} session types, {len(book.extras)} extras"
    print(f"{options.book}: edition {book.edition} from {book.effective_from}, {entries}")


def _print_json(record: dict[str, object]) -> None:
    print(json.dumps(record, indent=2, ensure_ascii=False))


def _complain(problems: Sequence[Problem]) -> int:
    for problem in problems:
        _say(f"{problem.severity}: {problem}")
    return 1


def _say(text: str) -> int:
    print(text, file=sys.stderr)
    return 1
