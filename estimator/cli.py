"""`headshot-quote`: the same verbs for a terminal and for scripts.

Answers go to standard output and problems to standard error, all of them at once. The exit code
is 0 for an answer, 1 for problems a person can fix (in a batch: in any row), 2 for a command that
cannot be read.
"""

from __future__ import annotations

import argparse
import errno
import json
import sys
from collections.abc import Callable, Sequence
from datetime import date
from getpass import getpass
from pathlib import Path

import click

from estimator import actions
from estimator.cli_editions import EDITION, add_editions
from estimator.cli_store import STORE, add_store
from estimator.formatting import reader
from estimator.printing import comparison_lines, estimate_lines, problem_lines, range_lines
from estimator.record import comparison_record, estimate_record
from estimator.settings import SettingRefused, read_settings
from estimator.workspace import Workspace, open_workspace
from pricing import BriefRefused, Client, Estimate, NotInForce, Problem
from pricing.errors import MayOverflow
from pricing.problems import unknown


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    options = parser().parse_args(arguments)
    try:
        return options.run(options) or 0
    except (actions.FilesRefused, BriefRefused) as refused:
        return _complain(refused.problems)
    except actions.CannotPrint as refused:
        return _complain([Problem(each.where, each.what, each.advice) for each in refused.problems])
    except (NotInForce, MayOverflow, SettingRefused, actions.PassphraseRefused) as refused:
        return _say(str(refused))
    except OSError as error:
        return _say(f"{error.filename}: {error.strerror}")


def parser() -> argparse.ArgumentParser:
    """The command line, verb by verb."""
    root = argparse.ArgumentParser("headshot-quote", description="Price headshot photography.")
    verbs = root.add_subparsers(title="verbs", required=True, metavar="VERB")

    def verb(name: str, run: Callable[[argparse.Namespace], int | None], words: str) -> _Parser:
        added = verbs.add_parser(name, help=words, description=words)
        added.set_defaults(run=run)
        return added

    estimate = _brief(verb("estimate", _estimate, "price a brief, every figure with its reason"))
    estimate.add_argument("--json", action="store_true", help="as JSON, amounts as text")
    compare = _brief(verb("compare", _compare, "the price beside AI plans, same people and months"))
    compare.add_argument("--json", action="store_true", help="as JSON, amounts as text")
    compare.add_argument("--plan", default="", metavar="KEY", help="look at that plan closely")
    quote = _brief(verb("quote", _quote, "the brief as a PDF quote"))
    quote.add_argument("--pdf", type=Path, required=True, metavar="OUT.pdf")
    quote.add_argument("--client", default="", help="who the quote is for")
    quote.add_argument("--organisation", default="", help="for whom they ask")
    quote.add_argument("--with-comparison", action="store_true", help="add the AI comparison")
    quote.add_argument("--sign", type=Path, metavar="KEY.p12", help="sign it with the studio's key")
    _passphrase(quote)
    batch = _priced_with(verb("batch", _batch, BATCH))
    batch.add_argument("briefs", type=Path, metavar="BRIEFS.csv")
    out = "a row each with its amounts; - for standard output"
    batch.add_argument("--out", type=Path, required=True, metavar="PRICED.csv", help=out)
    refused = "the rows that cannot be priced, with why (default: PRICED.refused.csv)"
    batch.add_argument("--refused", type=Path, metavar="REFUSED.csv", help=refused)
    batch.add_argument("--threads", type=_threads, default=1, metavar="N", help="1 unless given")
    check = verb("check-book", _check_book, "all that an owner should know of a price book")
    check.add_argument("book", type=Path, metavar="BOOK.toml")
    plans = verb("check-plans", _check_plans, "everything wrong with a list of AI plans, or weak")
    plans.add_argument("plans", type=Path, metavar="PLANS.csv")
    add_editions(verbs.add_parser("edition", help=EDITION, description=EDITION))
    add_store(verbs.add_parser("store", help=STORE, description=STORE))
    _proving(verb)
    return root


_Parser = argparse.ArgumentParser
_Verb = Callable[[str, Callable[[argparse.Namespace], int | None], str], _Parser]


def _proving(verb: _Verb) -> None:
    """The verbs by which a quote proves itself."""
    verify = verb("verify", _verify, "whether a quote is what was issued, and by whom")
    verify.add_argument("pdf", type=Path, metavar="QUOTE.pdf")
    known = "the studio's certificate, to know its signature by"
    verify.add_argument("--certificate", type=Path, metavar="CERT.pem", help=known)
    verify.add_argument("--json", action="store_true", help="what was found, as JSON")
    keys = verb("keys", _keys, "a studio's own key, and the certificate its clients know it by")
    keys.add_argument("new", choices=["new"], help="make both")
    keys.add_argument("--studio", help="whose key it is")
    keys.add_argument("--out", type=Path, default=Path(), metavar="FOLDER", help="where they go")
    keys.set_defaults(book=None)
    _passphrase(keys)


BATCH = "price many briefs, one a row; the columns are in docs/batch.md"
MOST_THREADS = 64


def _brief(verb: _Parser) -> _Parser:
    verb.add_argument("brief", type=Path, metavar="BRIEF.toml")
    return _priced_with(verb)


def _priced_with(verb: _Parser) -> _Parser:
    verb.add_argument("--book", type=Path, help="a price book file instead of a studio's own")
    verb.add_argument("--studio", help="the studio whose list is used")
    verb.add_argument("--on", type=date.fromisoformat, metavar="DAY", help="price on that day")
    return verb


def _passphrase(verb: _Parser) -> None:
    words = "the passphrase of the key, on its first line; asked for otherwise"
    verb.add_argument("--passphrase-file", type=Path, metavar="FILE", help=words)


def _threads(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= MOST_THREADS:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 to {MOST_THREADS}")
    return int(text)


def _priced(options: argparse.Namespace) -> tuple[Workspace, str, Estimate]:
    workspace, studio = _studio(options)
    brief = actions.read_brief(options.brief)
    return workspace, studio, actions.price(workspace, studio, brief, options.on)


def _studio(options: argparse.Namespace) -> tuple[Workspace, str]:
    """The studio that prices, and the workspace that has its list."""
    workspace = open_workspace(read_settings())
    studio = options.studio or workspace.settings.studio
    if options.book is not None:
        workspace, studio = actions.with_book(workspace, options.book)
    elif studio not in workspace.studios:
        raise actions.FilesRefused([unknown("--studio", studio, tuple(workspace.studios))])
    return workspace, studio


def _estimate(options: argparse.Namespace) -> None:
    workspace, studio, estimate = _priced(options)
    asked = estimate.brief.open
    span = None
    if asked:
        span = actions.price_range(workspace, studio, estimate.brief, estimate.priced_on)
    if options.json:
        _print_json(estimate_record(estimate, span))
        return
    read = reader(workspace.studio(studio).locale, estimate.currency)
    print("\n".join([*estimate_lines(estimate, read), *(range_lines(span, read) if span else ())]))
    for hint in actions.cheaper_with_more(workspace, studio, estimate):
        print(f"Hint: {read.why(hint.reason)}")


def _compare(options: argparse.Namespace) -> None:
    workspace, studio, estimate = _priced(options)
    comparison = actions.compare_with_ai(workspace, estimate)
    if options.plan and comparison.row(options.plan) is None:
        known = tuple(row.plan.key for row in comparison.rows)
        raise actions.FilesRefused([unknown("--plan", options.plan, known)])
    look = actions.look_at_plan(workspace, estimate, comparison, options.plan)
    if options.json:
        _print_json(comparison_record(comparison, look, workspace.findings))
        return
    read = reader(workspace.studio(studio).locale, estimate.currency)
    print("\n".join(comparison_lines(comparison, look, read, workspace.findings)))


def _quote(options: argparse.Namespace) -> None:
    workspace, studio, estimate = _priced(options)
    client = Client(name=options.client, organisation=options.organisation)
    quote = actions.make_quote(workspace, studio, estimate, client)
    appended = None
    if options.with_comparison:
        comparison = actions.compare_with_ai(workspace, estimate)
        appended = actions.appendix(workspace, estimate, comparison)
    key = None
    if options.sign is not None:
        key = actions.StudioKey(options.sign.read_bytes(), _asked_passphrase(options))
    options.pdf.write_bytes(actions.quote_pdf(quote, appended, key))
    print(f"{quote.number}: {estimate.money(estimate.payable)} in {options.pdf}")


def _verify(options: argparse.Namespace) -> int:
    file = actions.read_quote_file(options.pdf)
    given = [] if options.certificate is None else [options.certificate]
    found = actions.verify_quote(open_workspace(read_settings()), file, given)
    if options.json:
        _print_json(actions.verification_record(found))
    else:
        print("\n".join(actions.verification_lines(options.pdf.name, found)))
    return int(found.verdict != "intact")


def _keys(options: argparse.Namespace) -> None:
    workspace, studio = _studio(options)
    secret, certificate = (options.out / f"{studio}.{kind}" for kind in ("p12", "pem"))
    for path in (secret, certificate):
        if path.exists():
            raise FileExistsError(errno.EEXIST, "is there already; a key is never replaced", path)
    keys = actions.make_keys(workspace, studio, _asked_passphrase(options))
    secret.touch(mode=0o600)
    secret.write_bytes(keys.secret)
    certificate.write_bytes(keys.certificate)
    print(f"{secret}: the key; keep it secret, and keep a copy")
    print(f"{certificate}: the certificate; give it to clients, and put it into {KEPT}/{studio}/")


KEPT = "data/certificates"


def _asked_passphrase(options: argparse.Namespace) -> str:
    if options.passphrase_file is None:
        return getpass("Passphrase of the key: ")
    lines = options.passphrase_file.read_text(encoding="utf-8").splitlines()
    return lines[0] if lines else ""


def _batch(options: argparse.Namespace) -> int:
    workspace, studio = _studio(options)
    source, out, refused = options.briefs, options.out, options.refused
    if refused is None:
        refused = (source if str(out) == "-" else out).with_suffix(".refused.csv")
    batch = actions.Batch(source, actions.Outputs(out, refused), options.threads)
    size = source.stat().st_size if source.is_file() else 0
    hidden = not sys.stderr.isatty()
    with click.progressbar(length=size, file=sys.stderr, hidden=hidden, label=source.name) as bar:
        tally = actions.price_batch(workspace, studio, batch, options.on, bar.update)
    if str(out) != "-":
        print(f"{_rows(tally.priced)} priced in {out}")
    for words in tally.first:
        _say(f"error: {source.name}, {words}")
    if tally.refused:
        _say(f"{_rows(tally.refused)} refused, with every problem in {refused}")
    return 1 if tally.refused else 0


def _rows(number: int) -> str:
    return "1 row" if number == 1 else f"{number:,} rows"


def _check_book(options: argparse.Namespace) -> int:
    checked = actions.check_book(options.book, read_settings())
    book = checked.book
    for problem in checked.problems:
        _say("\n".join(problem_lines(problem)))
    entries = f"{len(book.session_types)} session types, {len(book.extras)} extras"
    print(f"{options.book}: edition {book.edition} from {book.effective_from}, {entries}")
    print(f"{checked.priced} briefs priced to see where more costs less")
    if checked.before is not None:
        since = checked.before.effective_from
        print(f"{len(checked.changes)} figures differ from the edition of {since}")
    for change in checked.changes:
        print(f"  {change}")
    return int(any(problem.severity == "error" for problem in checked.problems))


def _check_plans(options: argparse.Namespace) -> int:
    workspace = open_workspace(read_settings())
    today = workspace.today(workspace.settings.studio)
    plans, problems = actions.check_ai_plans(options.plans, today)
    _complain(problems)
    told = ", ".join(f"{count} {strength}" for strength, count in actions.strengths(plans).items())
    print(f"{options.plans}: {len(plans)} plans: {told}")
    return 1 if any(problem.severity == "error" for problem in problems) else 0


def _print_json(record: dict[str, object]) -> None:
    print(json.dumps(record, indent=2, ensure_ascii=False))


def _complain(problems: Sequence[Problem]) -> int:
    for problem in problems:
        _say(f"{problem.severity}: {problem}")
    return 1


def _say(text: str) -> int:
    print(text, file=sys.stderr)
    return 1
