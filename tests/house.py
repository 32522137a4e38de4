"""What the house measures about its own text. A rule takes text and returns what is wrong with it.

The rules know nothing of this repository: `test_house.py` says which files each of them reads, and
shows for each of them a bad sample that it catches.
"""

import ast
import io
import re
import tokenize
from collections.abc import Iterable, Iterator, Mapping

FILE_LINES = 400
FUNCTION_LINES = 40
PARAMETERS = 5
NESTING = 3

Function = ast.FunctionDef | ast.AsyncFunctionDef
BLOCKS = (ast.For, ast.AsyncFor, ast.While, ast.If, ast.With, ast.AsyncWith, ast.Try, ast.Match)
CLOCK_MODULES = {"time", "random", "secrets", "uuid"}
CLOCK_NAMES = {"today", "now", "utcnow"}
UNFINISHED_NAMES = {"NotImplementedError", "skip", "skipif", "importorskip", "xfail"}
NOTES = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X|HA" + r"CK)\b")
SUPPRESSION = re.compile(
    r"#\s*(noqa(:[\s\w,]*\d\b)?|type:\s*ignore(\[.*?\])?|pragma:\s*no \w+)(?P<reason>.*)"
)
IGNORING_KEYS = {
    "disable_error_code",
    "exclude",
    "exclude_also",
    "exclude_lines",
    "exhaustive_ignores",
    "extend-ignore",
    "ignore",
    "ignore_imports",
    "omit",
}
LOOSER = re.compile(r"(ignore_\w+\s*=\s*true|(disallow|warn|check|strict)_\w+\s*=\s*false)")


# ---------------------------------------------------------------- size and shape


def too_long(source: str, ceiling: int = FILE_LINES) -> list[str]:
    lines = len(source.splitlines())
    return [f"{lines} lines, over {ceiling}"] if lines > ceiling else []


def long_functions(source: str) -> list[str]:
    """Functions over the ceiling, from `def` to the last line, without the docstring."""
    lengths = ((function, _length(function)) for function in _functions(source))
    return [
        f"line {function.lineno}: {function.name} has {length} lines, over {FUNCTION_LINES}"
        for function, length in lengths
        if length > FUNCTION_LINES
    ]


def many_parameters(source: str) -> list[str]:
    """Functions that take too much, by position or by keyword; `self` and `cls` are free."""
    counts = ((function, len(_parameters(function))) for function in _functions(source))
    return [
        f"line {function.lineno}: {function.name} takes {count}, over {PARAMETERS}"
        for function, count in counts
        if count > PARAMETERS
    ]


def deep_nesting(source: str) -> list[str]:
    depths = ((function, _depth(function.body)) for function in _functions(source))
    return [
        f"line {function.lineno}: {function.name} nests {depth} deep, over {NESTING}"
        for function, depth in depths
        if depth > NESTING
    ]


def _functions(source: str) -> Iterator[Function]:
    return (node for node in ast.walk(ast.parse(source)) if isinstance(node, Function))


def _length(function: Function) -> int:
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function, clean=False) is None:
        return lines
    return lines - ((first.end_lineno or first.lineno) - first.lineno + 1)


def _parameters(function: Function) -> list[str]:
    given = function.args
    named = [arg.arg for arg in (*given.posonlyargs, *given.args, *given.kwonlyargs)]
    rest = [arg.arg for arg in (given.vararg, given.kwarg) if arg]
    return [name for name in (*named, *rest) if name not in {"self", "cls"}]


def _depth(body: Iterable[ast.AST]) -> int:
    return max((_depth_of(node) for node in body), default=0)


def _depth_of(node: ast.AST) -> int:
    if isinstance(node, Function | ast.ClassDef | ast.Lambda):
        return 0  # a function inside is measured on its own
    inside = _depth(ast.iter_child_nodes(node))
    if isinstance(node, ast.If) and len(node.orelse) == 1 and isinstance(node.orelse[0], ast.If):
        # `elif` is beside its `if`, not inside it
        return max(1 + _depth(node.body), _depth_of(node.orelse[0]))
    return inside + isinstance(node, BLOCKS)


# ---------------------------------------------------------------- who may use what


def imports(source: str) -> Iterator[tuple[int, str]]:
    """Every name imported, with its line: `from a.b import c` is `a.b.c`."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def forbidden_imports(source: str, forbidden: Iterable[str]) -> list[str]:
    rooms = tuple(forbidden)
    return [
        f"line {line}: imports {name}"
        for line, name in imports(source)
        if any(f"{name}.".startswith(f"{room}.") for room in rooms)
    ]


def names_used(source: str, names: Iterable[str]) -> list[str]:
    """Where any of these names is read, passed as a keyword, imported or taken from something."""
    wanted = set(names)
    found = ((node, _name(node)) for node in ast.walk(ast.parse(source)))
    return [
        f"line {getattr(node, 'lineno', '?')}: {name}" for node, name in found if name in wanted
    ]


def clocks(source: str) -> list[str]:
    """Where the day, the time or chance is asked: in the core these are always told.

    `date.today` counts called or handed on; a value of one's own may be named `now`.
    """
    nodes = list(ast.walk(ast.parse(source)))
    asked = [node.func for node in nodes if isinstance(node, ast.Call)]
    taken = [node for node in nodes if isinstance(node, ast.Attribute) and _is_date(node.value)]
    lines = {node.lineno for node in (*asked, *taken) if _name(node) in CLOCK_NAMES}
    return forbidden_imports(source, CLOCK_MODULES) + [
        f"line {line}: asks the clock" for line in sorted(lines)
    ]


def _is_date(node: ast.AST) -> bool:
    return _name(node) in {"date", "datetime"}


def _name(node: ast.AST) -> str | None:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name) | ast.keyword(arg=name):
            return name
        case ast.alias(name=name):
            return name
        case _:
            return None


# ---------------------------------------------------------------- unfinished, hushed


def unfinished(source: str) -> list[str]:
    """Work left for later: notes in comments, skipped tests, functions that only refuse."""
    notes = [
        f"line {line}: {text.strip()}" for line, text in _comments(source) if NOTES.search(text)
    ]
    return notes + names_used(source, UNFINISHED_NAMES)


def hushed(source: str) -> list[str]:
    """Warnings of a tool turned off on a line, without saying why after it."""
    return [
        f"line {line}: {text.strip()}"
        for line, text in _comments(source)
        if (found := SUPPRESSION.search(text)) and not _reasoned(found["reason"])
    ]


def unexplained_ignores(toml: str) -> list[str]:
    """Exclusions in a pyproject without a reason in a comment on the same line."""
    return [
        f"line {number}: {line.strip()}"
        for number, line in _exclusions(toml)
        if not _reasoned(line.partition(" #")[2])
    ]


def _comments(source: str) -> Iterator[tuple[int, str]]:
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


def _reasoned(comment: str) -> bool:
    return len(re.findall(r"\w+", comment)) >= 2


def _exclusions(toml: str) -> Iterator[tuple[int, str]]:
    """The lines that exclude something: an entry of a list that does, or a looser setting."""
    table = key = ""
    for number, line in enumerate(toml.splitlines(), 1):
        text = line.strip()
        if text.startswith("["):
            table, key = text, ""
        elif found := re.match(r'("[^"]+"|[\w-]+)\s*=', text):
            key = found[1]
        if _excludes(text, key) or ("per-file-ignores" in table and _has_entry(text)):
            yield number, line


def _excludes(text: str, key: str) -> bool:
    if key == "filterwarnings":
        return bool(re.search(r"""["']ignore""", text))
    return bool(LOOSER.match(text)) or (key in IGNORING_KEYS and _has_entry(text))


def _has_entry(text: str) -> bool:
    """Whether a value stands on this line, after the key if there is one."""
    return bool(re.match(r"""([^#=]+=\s*\[?\s*)?["']""", text)) and not text.endswith("= [")


# ---------------------------------------------------------------- locks, commands, addresses


def unhashed(lock: str) -> list[str]:
    """Pins of a lock file without a hash, and requirements that are not pins."""
    entries = re.split(r"\n(?=\S)", re.sub(r"(?m)^\s*#.*\n?", "", lock).strip())
    return [
        entry.splitlines()[0]
        for entry in entries
        if "--hash=sha256:" not in entry or not re.match(r"[\w.\[\]-]+==[\w.!+]+", entry)
    ]


def pins(lock: str) -> Mapping[str, set[str]]:
    """Each distribution of a lock with its versions; there are two where Pythons differ."""
    found: dict[str, set[str]] = {}
    for name, version in re.findall(r"(?m)^([\w.-]+)(?:\[[\w,-]+\])?==([\w.!+]+)", lock):
        found.setdefault(name, set()).add(version)
    return found


def index_addresses(text: str) -> list[str]:
    """Where a package index is named: it is the installer's business, not the project's."""
    named = re.compile(r"--(extra-)?index" + r"-url|(?i:\bindex[-_]url\s*=)|--find" + r"-links")
    return [
        f"line {number}: {line.strip()}"
        for number, line in enumerate(text.splitlines(), 1)
        if named.search(line)
    ]


def targets_named(markdown: str) -> set[str]:
    """The verbs of every `make verb` in code: in fences, in indented lines or in backticks."""
    code = re.findall(r"(?ms)^```.*?^```|^ {4}.*?$|`[^`\n]+`", markdown)
    return {verb for part in code for verb in re.findall(r"\bmake ([a-z][\w-]*)", part)}


def targets_made(makefile: str) -> set[str]:
    return set(re.findall(r"(?m)^([a-z][\w-]*):", makefile))
