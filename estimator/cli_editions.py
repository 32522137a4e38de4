"""`headshot-quote edition`: what an owner does with price lists, without code."""

from __future__ import annotations

import argparse
import errno
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import get_args

from estimator import editions
from estimator.formatting import Reader, reader
from estimator.printing import problem_lines
from estimator.settings import read_settings
from estimator.workspace import Workspace, open_workspace
from pricing.book import PriceBook
from pricing.checks.words import percent
from pricing.money import divide
from pricing.problems import Problem, unknown
from pricing.repricing import Ending, Repriced, Repricing, Section
from pricing.values import MILLION

EDITION = "price lists: out to a file and back in, laid beside each other, and tried on briefs"

SHOWN = 10
"""How many briefs without a price, and how many that move most, are said in words."""

_Parser = argparse.ArgumentParser
_Run = Callable[[argparse.Namespace], int | None]


def add_editions(verb: _Parser) -> None:
    """The verbs on editions, under `edition`."""
    verbs = verb.add_subparsers(title="verbs", required=True, metavar="VERB")

    def add(name: str, run: _Run, words: str) -> _Parser:
        added = verbs.add_parser(name, help=words, description=words)
        added.set_defaults(run=run)
        added.add_argument("--studio", help="the studio whose list it is")
        return added

    export = add("export", _export, "an edition as a workbook, TOML, or a folder of CSV files")
    _edition(export)
    _out(export, "OUT.xlsx", "ends in .xlsx or .toml; without an ending it is a folder")
    imported = add("import", _import, "a file as a draft: all problems, and what it would change")
    imported.add_argument("file", type=Path, metavar="FILE")
    _out(imported, "DRAFT.toml", "keep the draft there", required=False)
    diff = add("diff", _diff, "what one edition changes of another, in trade words")
    for name in ("before", "after"):
        diff.add_argument(name, metavar=name.upper(), help=_CALLED)
    tried = add("impact", _impact, "what an edition would do to briefs: who pays more, who less")
    tried.add_argument("after", metavar="EDITION", help=_CALLED)
    tried.add_argument("briefs", type=Path, metavar="BRIEFS", help="CSV, or a folder of TOML files")
    _edition(tried)
    tried.add_argument("--on", type=date.fromisoformat, metavar="DAY", help="price on that day")
    _many(add("reprice", _reprice, "many prices at once, as a new draft"))
    convert = add("convert", _convert, "an edition in another currency, at a dated rate")
    convert.add_argument("currency", metavar="CURRENCY")
    _drafted(convert)


_CALLED = "the first day of an edition, or a file"


def _many(reprice: _Parser) -> None:
    reprice.add_argument("section", choices=get_args(Section))
    reprice.add_argument("percent", metavar="PERCENT", help="+4 to raise, -4 to lower")
    reprice.add_argument("--only", action="append", default=[], metavar="KEY", help="repeatable")
    _drafted(reprice)


def _drafted(verb: _Parser) -> None:
    _edition(verb)
    words = "how new prices end (default: at the currency's minor unit)"
    verb.add_argument("--ending", choices=get_args(Ending), default="minor", help=words)
    verb.add_argument("--from", type=date.fromisoformat, dest="since", metavar="DAY", required=True)
    _out(verb, "DRAFT.toml", "keep the draft there; without it, it is only shown", required=False)


def _edition(verb: _Parser) -> None:
    verb.add_argument("--edition", default="", help=f"{_CALLED} (default: the one in force)")


def _out(verb: _Parser, metavar: str, words: str, *, required: bool = True) -> None:
    verb.add_argument("--out", type=Path, required=required, metavar=metavar, help=words)
    verb.add_argument("--replace", action="store_true", help="even if there is one")


# ---------------------------------------------------------------- the verbs


def _export(options: argparse.Namespace) -> None:
    workspace, studio = _studio(options)
    book = editions.edition_called(workspace, studio, options.edition)
    _keep(workspace, book, options)


def _import(options: argparse.Namespace) -> int:
    workspace, _ = _studio(options)
    imported = editions.import_edition(workspace, options.file)
    _complain(imported.problems)
    book = imported.draft.book
    if book is None:
        return 1
    print(f"{options.file}: edition {book.edition} of {book.studio} from {book.effective_from}")
    if imported.difference is not None:
        _print(_difference_lines(imported.difference))
    if options.out is not None:
        _keep(workspace, book, options)
    return int(any(problem.severity == "error" for problem in imported.problems))


def _diff(options: argparse.Namespace) -> None:
    workspace, studio = _studio(options)
    before, after = (
        editions.edition_called(workspace, studio, name) for name in (options.before, options.after)
    )
    _print(_difference_lines(editions.compare_editions(before, after)))


def _impact(options: argparse.Namespace) -> None:
    workspace, studio = _studio(options)
    after = editions.edition_called(workspace, studio, options.after)
    before = editions.edition_called(workspace, studio, options.edition)
    on = options.on or max(after.effective_from, workspace.today(studio))
    found = editions.impact((before, after), options.briefs, on)
    read = reader(workspace.studio(studio).locale, found.currency)
    print(f"{_named(before)} and {_named(after)}, priced on {on}")
    _print(_impact_lines(found, read))
    for words, problems in (
        ("no longer sold", found.lost),
        ("not sold before", found.won),
        ("sold by neither", found.refused),
    ):
        for problem in problems[:SHOWN]:
            print(f"{words}: {problem.where}: {problem.what}", file=sys.stderr)


def _reprice(options: argparse.Namespace) -> None:
    workspace, studio = _studio(options)
    sign, digits = options.percent[:1], options.percent.lstrip("+-")
    fields = {"section": options.section, "percent": digits, "only": options.only}
    direction = "lower" if sign == "-" else "raise"
    try:
        repricing = Repricing.model_validate(
            {**fields, "direction": direction, "ending": options.ending}
        )
    except ValueError:
        what = f"{options.percent} % of {', '.join(options.only) or options.section} is not clear"
        problem = Problem("reprice", what, "a percentage such as +4 or -2.5, and keys of entries")
        raise editions.FilesRefused([problem]) from None
    book = editions.edition_called(workspace, studio, options.edition)
    _show(workspace, editions.raise_prices(book, repricing, options.since), options)


def _convert(options: argparse.Namespace) -> None:
    workspace, studio = _studio(options)
    book = editions.edition_called(workspace, studio, options.edition)
    how = (options.ending, options.since)
    repriced = editions.convert(workspace, book, options.currency, how)
    print(repriced.book.note)
    _show(workspace, repriced, options)


# ---------------------------------------------------------------- what they print


def _show(workspace: Workspace, repriced: Repriced, options: argparse.Namespace) -> None:
    """Old → new for every price, and only then the draft."""
    _print(map(str, repriced.changes))
    print(f"{len(repriced.changes)} figures change from {repriced.book.effective_from}")
    _complain(repriced.problems)
    if options.out is not None:
        _keep(workspace, repriced.book, options)


def _difference_lines(found: editions.Difference) -> Iterator[str]:
    if found.is_none:
        yield f"nothing differs from {_named(found.before)}"
        return
    yield f"differs from {_named(found.before)}:"
    yield from (f"  {change}" for change in (*found.figures, *found.others))


def _impact_lines(found: editions.Impact, read: Reader) -> Iterator[str]:
    asked = found.asked
    dearer, cheaper = (sum(sign * each.change > 0 for each in asked) for sign in (1, -1))
    refused = len(found.lost) + len(found.won) + len(found.refused)
    yield f"{len(asked):,} briefs compared, {refused:,} without a price under one or both"
    if found.weeks:
        yield f"their days were moved forward by {found.weeks} weeks"
    if not asked:
        return
    yield f"All together: {_moved(found.before, found.after, read)}"
    share = _signed_percent(found.median_share)
    yield f"In the middle: {_signed(found.median_change, read)} ({share})"
    same = len(asked) - dearer - cheaper
    yield f"{dearer:,} pay more, {cheaper:,} pay less, {same:,} the same"
    for group in found.groups:
        who = f"{group.briefs:,} briefs, {group.dearer:,} more, {group.cheaper:,} less"
        yield f"  {group.session}: {_moved(group.before, group.after, read)}; {who}"
    movers = found.movers(SHOWN)
    if movers:
        yield "Those that move most:"
    for each in movers:
        yield f"  {each.name}, {each.session}: {_moved(each.before, each.after, read)}"


def _moved(before: int, after: int, read: Reader) -> str:
    change = after - before
    share = divide(change * MILLION, before, "half_up") if before else 0
    sums = f"{read.money(before)} → {read.money(after)}"
    return f"{sums}, {_signed(change, read)} ({_signed_percent(share)})"


def _signed(minor: int, read: Reader) -> str:
    return f"+{read.money(minor)}" if minor > 0 else read.money(minor)


def _signed_percent(share: int) -> str:
    tenths = divide(share, MILLION // 1_000, "half_up") * (MILLION // 1_000)
    sign = "+" if tenths > 0 else "−" if tenths < 0 else ""
    return f"{sign}{percent(abs(tenths))}"


def _named(book: PriceBook) -> str:
    return f"the edition of {book.effective_from} ({book.edition})"


# ---------------------------------------------------------------- what they share


def _studio(options: argparse.Namespace) -> tuple[Workspace, str]:
    workspace = open_workspace(read_settings())
    studio = options.studio or workspace.settings.studio
    if studio not in workspace.studios:
        raise editions.FilesRefused([unknown("--studio", studio, tuple(workspace.studios))])
    return workspace, studio


def _keep(workspace: Workspace, book: PriceBook, options: argparse.Namespace) -> None:
    """Write the edition, over nothing that is there unless that was said."""
    if options.out.exists() and not options.replace:
        raise FileExistsError(
            errno.EEXIST, "is there already; --replace to replace it", options.out
        )
    editions.export_edition(workspace, book, options.out)
    print(f"{options.out}: edition {book.edition} of {book.studio} from {book.effective_from}")


def _complain(problems: Iterable[Problem]) -> None:
    for problem in problems:
        print("\n".join(problem_lines(problem)), file=sys.stderr)


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        print(line)
