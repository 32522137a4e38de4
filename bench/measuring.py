"""Measuring in turns, and printing what was measured with what it was measured on."""

from __future__ import annotations

import os
import platform
import statistics
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path


def in_turns(subjects: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """The median seconds of each subject. Every round runs all of them, one after the other.

    So whatever slows the machine for a while slows all of them; compare within one call only. The
    first round warms up and is not counted.
    """
    took: dict[str, list[float]] = {name: [] for name in subjects}
    for _ in range(rounds + 1):
        for name, run in subjects.items():
            began = time.perf_counter()
            run()
            took[name].append(time.perf_counter() - began)
    return {name: statistics.median(times[1:]) for name, times in took.items()}


def title(words: str, packages: Iterable[str] = ()) -> None:
    """A heading, and the machine and the versions that the figures are true of."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    machine = (
        f"Python {platform.python_version()}, {platform.system()}, {cores} cores{_processor()}"
    )
    versions = "".join(f", {name} {version(name)}" for name in packages)
    print(f"\n### {words}\n\n{machine}{versions}.\n", flush=True)


def _processor() -> str:
    facts = Path("/proc/cpuinfo")
    if not facts.exists():
        return f" ({platform.processor()})" if platform.processor() else ""
    lines = facts.read_text(encoding="utf-8").splitlines()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return f" ({names[0]})" if names else ""


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A Markdown table: the first column words, the others figures."""
    print(f"| {' | '.join(head)} |")
    print(f"|---|{'--:|' * (len(head) - 1)}")
    for row in rows:
        print(f"| {' | '.join(row)} |", flush=True)
