"""The reader of what people write: price books, studios, taxes, briefs and AI plans.

Whatever is wrong with a file comes back as `Problem`s that name the file, the table, the row and
the field, all at once; a file that cannot be used raises `FilesRefused` with them.
"""

from estimator.loading.books import (
    TAXES,
    StudioFiles,
    load_book,
    load_studio,
    load_taxes,
    studio_keys,
)
from estimator.loading.briefs import load_brief
from estimator.loading.files import FilesRefused

__all__ = [
    "TAXES",
    "FilesRefused",
    "StudioFiles",
    "load_book",
    "load_brief",
    "load_studio",
    "load_taxes",
    "studio_keys",
]
