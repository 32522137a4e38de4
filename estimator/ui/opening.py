"""The workspace, opened once for the whole process."""

from __future__ import annotations

import logging
from functools import cache

from estimator import actions
from estimator.settings import SettingRefused, read_settings
from estimator.workspace import Workspace, open_workspace
from pricing import Problem

LOG = logging.getLogger(__name__)


@cache
def opened() -> Workspace | tuple[Problem, ...]:
    """The workspace, or every problem that keeps it shut.

    What could be left out is said in the log, for whoever runs the studio; visitors do not see it.
    """
    try:
        workspace = open_workspace(read_settings())
    except actions.FilesRefused as refused:
        return _logged(refused.problems)
    except SettingRefused as refused:
        return _logged((Problem("settings", str(refused), "correcting the environment"),))
    _logged(workspace.problems)
    return workspace


def workspace_or_none() -> Workspace | None:
    """The workspace if its files can be used."""
    found = opened()
    return found if isinstance(found, Workspace) else None


def _logged(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    for problem in problems:
        LOG.warning("%s", problem)
    return problems
