"""`verify`, `keys` and `quote --sign`: what they print, what they write, and their exit codes."""

import json
import stat
from pathlib import Path

import pytest

from estimator.cli import main
from tests.build import DATA

TEAM = str(DATA / "briefs" / "northlight-team-12-on-site.toml")
ON = ("--on", "2026-11-24")
PASSPHRASE = "twelve letters or more"

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEADSHOT_QUOTE_TODAY", "2026-11-24")


@pytest.fixture
def quote(tmp_path: Path, capsys: Capture) -> Path:
    file = tmp_path / "quote.pdf"
    assert main(["quote", TEAM, "--pdf", str(file), "--client", "Ann", *ON]) == 0
    capsys.readouterr()
    return file


def test_a_quote_that_was_issued_is_intact(quote: Path, capsys: Capture) -> None:
    assert main(["verify", str(quote)]) == 0
    out = capsys.readouterr().out
    assert out.startswith("quote.pdf: intact.")
    assert "of Northlight Headshots LLC for Ann: 6435.60 USD" in out
    assert "  open  Signature: Not signed" in out


def test_one_that_was_changed_is_altered_and_ends_with_1(quote: Path, capsys: Capture) -> None:
    file = quote.read_bytes()
    quote.write_bytes(file[:9_000] + b"\0" + file[9_001:])
    assert main(["verify", str(quote)]) == 1
    out = capsys.readouterr().out
    assert out.startswith("quote.pdf: altered.")
    assert "  NO    Document: Made again from its record, it differs: byte 9," in out


def test_what_was_found_as_json(quote: Path, capsys: Capture) -> None:
    assert main(["verify", str(quote), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["verdict"] == "intact"
    assert found["summary"]["payable"] == "6435.60"
    assert {step["what"]: step["holds"] for step in found["steps"]} == {
        "Seal": True,
        "Figures": True,
        "Document": True,
        "Prices": True,
        "Studio": True,
        "Signature": None,
    }


def test_what_is_no_quote_ends_with_1(tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "hello.pdf"
    file.write_bytes(b"hello\x1b[2J")
    assert main(["verify", str(file), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["summary"] is None
    assert main(["verify", str(file)]) == 1
    assert "not a quote" in capsys.readouterr().out
    assert main(["verify", str(tmp_path / "nothing.pdf")]) == 1
    assert "nothing.pdf" in capsys.readouterr().err


def test_nothing_a_terminal_obeys_is_printed(tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "\x1b[2Jquote.pdf"
    file.write_bytes(b"hello")
    assert main(["verify", str(file)]) == 1
    assert "\x1b" not in capsys.readouterr().out


@pytest.fixture
def passphrase(tmp_path: Path) -> list[str]:
    file = tmp_path / "passphrase"
    file.write_text(f"{PASSPHRASE}\n")
    return ["--passphrase-file", str(file)]


def test_a_studio_makes_a_key_signs_with_it_and_is_known_by_it(
    tmp_path: Path, passphrase: list[str], capsys: Capture
) -> None:
    assert main(["keys", "new", "--out", str(tmp_path), *passphrase]) == 0
    secret, certificate = (tmp_path / f"northlight.{kind}" for kind in ("p12", "pem"))
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    assert str(certificate) in capsys.readouterr().out
    file = tmp_path / "signed.pdf"
    assert main(["quote", TEAM, "--pdf", str(file), "--sign", str(secret), *passphrase, *ON]) == 0
    assert main(["verify", str(file), "--certificate", str(certificate)]) == 0
    assert "  yes   Signature: Signed by Northlight Headshots LLC" in capsys.readouterr().out
    assert main(["verify", str(file)]) == 0
    assert "not known here" in capsys.readouterr().out


def test_a_key_is_never_replaced(tmp_path: Path, passphrase: list[str], capsys: Capture) -> None:
    new = ["keys", "new", "--studio", "lanternyard", "--out", str(tmp_path), *passphrase]
    assert main(new) == 0
    before = (tmp_path / "lanternyard.p12").read_bytes()
    assert main(new) == 1
    assert "never replaced" in capsys.readouterr().err
    assert (tmp_path / "lanternyard.p12").read_bytes() == before


def test_a_passphrase_that_does_not_do_is_said(
    tmp_path: Path, passphrase: list[str], capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("estimator.cli.getpass", lambda _prompt: "short")
    assert main(["keys", "new", "--out", str(tmp_path)]) == 1
    assert "at least 12 characters" in capsys.readouterr().err
    assert not (tmp_path / "northlight.p12").exists()
    assert main(["keys", "new", "--out", str(tmp_path), *passphrase]) == 0
    file = tmp_path / "signed.pdf"
    key = str(tmp_path / "northlight.p12")
    assert main(["quote", TEAM, "--pdf", str(file), "--sign", key, *ON]) == 1
    assert "does not open the key" in capsys.readouterr().err
    assert not file.exists()


def test_keys_of_a_studio_that_is_not_there_are_refused(tmp_path: Path, capsys: Capture) -> None:
    assert main(["keys", "new", "--studio", "nobody", "--out", str(tmp_path)]) == 1
    assert "northlight" in capsys.readouterr().err


def test_a_certificate_in_the_data_is_known(
    tmp_path: Path, passphrase: list[str], monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    data = tmp_path / "data"
    data.mkdir()
    for each in DATA.iterdir():
        (data / each.name).symlink_to(each)
    monkeypatch.setenv("HEADSHOT_QUOTE_DATA", str(data))
    kept = data / "certificates" / "northlight"
    kept.mkdir(parents=True)
    assert main(["keys", "new", "--out", str(tmp_path), *passphrase]) == 0
    (tmp_path / "northlight.pem").rename(kept / "2026.pem")
    file, key = tmp_path / "signed.pdf", str(tmp_path / "northlight.p12")
    assert main(["quote", TEAM, "--pdf", str(file), "--sign", key, *passphrase, *ON]) == 0
    assert main(["verify", str(file)]) == 0
    assert "with a key that is known here" in capsys.readouterr().out


def test_a_certificate_that_is_none_is_said(
    tmp_path: Path, passphrase: list[str], quote: Path, capsys: Capture
) -> None:
    certificate = tmp_path / "wrong.pem"
    certificate.write_text("hello")
    assert main(["verify", str(quote), "--certificate", str(certificate)]) == 1
    assert "wrong.pem" in capsys.readouterr().err
    assert passphrase
