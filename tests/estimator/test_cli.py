"""The command line: what it prints, what it refuses, and with which exit code."""

import json
from pathlib import Path

import pytest
from pypdf import PdfReader

from estimator.cli import main
from tests.build import DATA

TEAM = str(DATA / "briefs" / "northlight-team-12-on-site.toml")
EDITION = DATA / "price_books" / "northlight" / "2026-10-01.toml"
LANTERNYARD = DATA / "price_books" / "lanternyard" / "2026-10-01.toml"
ON = ("--on", "2026-11-24")


@pytest.fixture(autouse=True)
def _a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEADSHOT_QUOTE_TODAY", "2026-11-24")


def test_an_estimate_as_json_has_its_fields_and_adds_up(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["estimate", TEAM, "--json", *ON]) == 0
    record = json.loads(capsys.readouterr().out)
    assert {"currency", "priced_on", "edition", "lines", "adjustments"} <= record.keys()
    assert {"net", "taxes", "gross", "payable", "deposit"} <= record.keys()
    assert {"label", "quantity", "unit", "amount", "because"} <= record["lines"][0].keys()
    charged = [entry["amount"] for entry in record["lines"] + record["adjustments"]]
    assert sum(map(cents, charged)) == cents(record["net"])
    taxes = sum(cents(tax["amount"]) for tax in record["taxes"])
    assert cents(record["net"]) + taxes == cents(record["gross"]) == cents("6435.60")
    assert record["deposit"] == "1930.68"


def cents(amount: str) -> int:
    return int(amount.replace(".", ""))


def test_an_estimate_in_words_says_why(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["estimate", TEAM, *ON]) == 0
    printed = capsys.readouterr().out
    assert "9 people × $165.00 = $1,485.00" in printed
    assert "$6,435.60  Gross" in printed


def test_without_a_day_it_is_today_in_the_studio(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["estimate", TEAM, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["priced_on"] == "2026-11-24"


def test_a_quote_is_a_pdf_with_the_same_total(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "quote.pdf"
    assert main(["quote", TEAM, "--pdf", str(file), "--client", "Ann <b>Ø</b>", *ON]) == 0
    text = "\n".join(page.extract_text() for page in PdfReader(file).pages)
    assert "$6,435.60" in text
    assert "Ann <b>Ø</b>" in text
    assert "6435.60 USD" in capsys.readouterr().out


def test_a_name_that_no_font_can_print_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "quote.pdf"
    assert main(["quote", TEAM, "--pdf", str(file), "--client", "สมชาย", *ON]) == 1
    assert "ส" in capsys.readouterr().err
    assert not file.exists()


def test_a_comparison_as_json_has_plans_sources_and_a_verdict(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["compare", TEAM, "--json", *ON]) == 0
    record = json.loads(capsys.readouterr().out)
    assert len(record["plans"]) >= 5
    assert all(plan["source"] and plan["seen"] for plan in record["plans"])
    assert {"one-off", "subscription"} <= {plan["billing"] for plan in record["plans"]}
    assert "cost less than the studio" in record["verdict"][0]


def test_a_comparison_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", TEAM, *ON]) == 0
    assert "for each kept image" in capsys.readouterr().out


def test_a_price_book_file_is_priced_with(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["estimate", TEAM, "--book", str(EDITION), "--json", *ON]) == 0
    assert json.loads(capsys.readouterr().out)["gross"] == "6435.60"


def test_every_problem_of_a_brief_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "brief.toml"
    file.write_text('sittings = [{session = "team", people = 2, licence = "all"}]\nplace = "mars"')
    assert main(["estimate", str(file), *ON]) == 1
    said = capsys.readouterr().err
    assert "sittings[1].people" in said
    assert "sittings[1].licence" in said
    assert "place" in said


def test_a_studio_that_is_not_there_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["estimate", TEAM, "--studio", "nobody", *ON]) == 1
    assert "northlight" in capsys.readouterr().err


def test_a_day_before_the_first_list_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["estimate", TEAM, "--on", "2020-01-01"]) == 1
    assert "nothing is in force on 2020-01-01" in capsys.readouterr().err


def test_a_setting_that_cannot_be_read_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HEADSHOT_QUOTE_TODAY", "tomorrow")
    assert main(["estimate", TEAM]) == 1
    assert "HEADSHOT_QUOTE_TODAY" in capsys.readouterr().err


def test_a_folder_that_is_not_there_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "no" / "quote.pdf"
    assert main(["quote", TEAM, "--pdf", str(file), *ON]) == 1
    assert str(file) in capsys.readouterr().err


def test_a_sound_price_book_is_said_to_be(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check-book", str(LANTERNYARD)]) == 0
    out, err = capsys.readouterr()
    assert "3 session types" in out
    assert "briefs priced to see where more costs less" in out
    assert not err


def test_a_price_book_is_laid_beside_the_edition_before_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["check-book", str(EDITION)]) == 0
    out, err = capsys.readouterr()
    assert "10 figures differ from the edition of 2026-01-01" in out
    assert "  Team on location, Team headshots, per person from 10: 140.00 → 145.00, +3.6 %" in out
    assert "  Welcome offer (welcome10): new, 10 %" in out
    assert "for 18 miles it is 6434.29 USD, for 17 miles 6631.24 USD" in err
    assert (
        "  for example event-booth, 1 people, 1 images each, 4 stations, polished; 17 away" in err
    )


def test_what_a_draft_would_break_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A licence by media and place, a day, an hour, a code, a client, several of an extra."""
    draft = LANTERNYARD.read_text()
    draft = draft.replace('name = "No end"\n  factor = "3"', 'name = "No end"\n  factor = "1.5"')
    draft = draft.replace('price = "228"', 'price = "300"')
    file = tmp_path / "2026-10-01.toml"
    file.write_text(draft)
    assert main(["check-book", str(file)]) == 1
    out, err = capsys.readouterr()
    assert "error: " in err
    assert "two editions begin on 2026-10-01" in err
    assert "228.00 → 300.00, +31.6 %, more than 20 %" in err
    assert "licence_grid.term.no-end.factor: the longer term No end is 1.5 times" in err
    assert "collateral/uk/no-end/non-exclusive" in err
    assert "2 figures differ" in out


def test_a_draft_before_the_first_edition_leaves_no_day_without_a_list(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = LANTERNYARD.read_text()
    early, late = (tmp_path / f"{day}.toml" for day in ("2026-01-01", "2027-01-01"))
    early.write_text(text.replace("effective_from = 2026-10-01", "effective_from = 2026-01-01"))
    late.write_text(text.replace("effective_from = 2026-10-01", "effective_from = 2027-01-01"))
    assert main(["check-book", str(early)]) == 0
    assert not capsys.readouterr().err
    assert main(["check-book", str(late)]) == 0
    assert "0 figures differ from the edition of 2026-10-01" in capsys.readouterr().out


def test_a_book_of_a_studio_that_is_new_is_compared_with_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "2026-10-01.toml"
    file.write_text(LANTERNYARD.read_text().replace('"lanternyard"', '"elsewhere"'))
    assert main(["check-book", str(file)]) == 0
    assert "differ" not in capsys.readouterr().out


def test_an_estimate_says_where_one_more_costs_less(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "brief.toml"
    file.write_text('sittings = [{session = "portrait"}]\nextras = [{key = "print", quantity = 9}]')
    assert main(["estimate", str(file), "--studio", "harbourline", *ON]) == 0
    hint = "Hint: 10 × Fine-art print, 20 × 25 cm cost less than 9: $652.75 instead of $658.35"
    assert hint in capsys.readouterr().out.splitlines()


def test_a_command_that_cannot_be_read_ends_with_2() -> None:
    with pytest.raises(SystemExit) as ended:
        main(["estimate"])
    assert ended.value.code == 2
