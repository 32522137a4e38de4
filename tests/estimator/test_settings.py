"""Settings are read once, with their defaults, and refused in words."""

import pytest

from estimator.loading import FilesRefused
from estimator.settings import ROOT, TABLE, SettingRefused, read_settings
from estimator.workspace import open_workspace


def test_defaults() -> None:
    settings = read_settings({})
    assert settings.data == ROOT / "data"
    assert (settings.studio, settings.only, settings.today) == ("northlight", False, None)


def test_every_setting_says_what_it_does() -> None:
    own = [name for name, _, words in TABLE if name.startswith("HEADSHOT_QUOTE_") and words]
    assert {name for name, _, _ in TABLE} - set(own) == {"DATABASE_URL"}


def test_the_store_is_where_it_is_said_to_be() -> None:
    file = read_settings({}).store
    assert file.endswith("quotes.sqlite3")
    assert "headshot-quote" in file
    hosted = {"DATABASE_URL": "postgres://host/quotes"}
    assert read_settings(hosted).store == "postgres://host/quotes"
    assert read_settings(hosted | {"HEADSHOT_QUOTE_STORE": "here"}).store == "here"


@pytest.mark.parametrize("years", ["-1", "101", "many", "7.5"])
def test_years_that_are_none_are_refused(years: str) -> None:
    with pytest.raises(SettingRefused, match="a number of years from 0 to 100"):
        read_settings({"HEADSHOT_QUOTE_KEEP_YEARS": years})


def test_a_day_that_is_none_is_refused() -> None:
    with pytest.raises(SettingRefused, match="write one such as 2026-11-24"):
        read_settings({"HEADSHOT_QUOTE_TODAY": "yesterday"})


def test_one_studio_alone() -> None:
    alone = {"HEADSHOT_QUOTE_ONLY": "yes", "HEADSHOT_QUOTE_STUDIO": "lanternyard"}
    assert list(open_workspace(read_settings(alone)).studios) == ["lanternyard"]


def test_a_studio_without_a_folder_is_refused_with_those_there_are() -> None:
    with pytest.raises(FilesRefused, match="harbourline, lanternyard, northlight"):
        open_workspace(read_settings({"HEADSHOT_QUOTE_STUDIO": "nobody"}))


def test_today_is_the_studios_own() -> None:
    workspace = open_workspace(read_settings({}))
    london, seattle = workspace.today("lanternyard"), workspace.today("northlight")
    assert 0 <= (london - seattle).days <= 1
