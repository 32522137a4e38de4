"""Briefs from TOML files."""

from __future__ import annotations

from pathlib import Path

from estimator.loading.files import as_model, read_toml
from pricing.brief import Brief


def load_brief(path: Path) -> Brief:
    """The brief in a file. Raises `FilesRefused` with every field that is wrong."""
    return as_model(Brief, read_toml(path), path.name)
