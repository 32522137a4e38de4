"""Quotes signed with the studio's own key: made, known again, and no bit of them lost."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from random import Random

import msgspec
import pytest
from cryptography import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pypdf import PdfReader, PdfWriter

from estimator.documents.seal.checking import Verification, verify
from estimator.documents.seal.keys import (
    Keys,
    PassphraseRefused,
    StudioKey,
    new_keys,
    sign,
)
from estimator.documents.seal.reading import Parts, parts_of
from estimator.documents.seal.record import quote_file
from estimator.documents.seal.signing import signed_by
from tests.estimator.documents.issued import known, record_of
from tests.estimator.documents.test_archive import (
    access_faults,
    archive_faults,
    second_access_faults,
)

PASSPHRASE = "twelve letters or more"
STUDIO = "Northlight Headshots LLC"


@cache
def keys_of(studio: str) -> Keys:
    return new_keys(studio, PASSPHRASE, datetime.now(UTC))


def keys() -> Keys:
    return keys_of(STUDIO)


@cache
def signed_quote(studio: str = STUDIO) -> bytes:
    key = StudioKey(keys_of(studio).secret, PASSPHRASE)
    return sign(quote_file(record_of(signature=True)), key)


def checked(file: bytes, *certificates: bytes) -> Verification:
    return verify(file, msgspec.structs.replace(known(), certificates={"northlight": certificates}))


def signature_told(found: Verification) -> str:
    return next(step.told for step in found.steps if step.what == "Signature")


def test_a_signed_quote_is_the_unsigned_one_with_a_signature_behind_it():
    file = signed_quote()
    unsigned = quote_file(record_of(signature=True))
    assert file.startswith(unsigned)
    assert len(file) - len(unsigned) < 10_000


def test_it_is_known_by_the_studios_certificate():
    found = checked(signed_quote(), keys().certificate)
    assert found.verdict == "intact"
    assert all(step.holds for step in found.steps)
    assert f"Signed by {STUDIO}, with a key that is known here" in signature_told(found)


def test_a_known_signature_is_enough_without_a_price_list():
    found = verify(
        signed_quote(),
        msgspec.structs.replace(
            known(), books={}, studios={}, certificates={"northlight": (keys().certificate,)}
        ),
    )
    assert found.verdict == "intact"


def test_a_signature_that_is_not_known_proves_nothing():
    found = checked(signed_quote())
    assert next(step.holds for step in found.steps if step.what == "Signature") is None
    assert "not known here" in signature_told(found)
    unknown = msgspec.structs.replace(known(), books={})
    assert verify(signed_quote(), unknown).verdict == "unknown studio"


def test_a_signature_of_somebody_else_is_no_signature_of_the_studio():
    file = signed_quote("Northlight Headshots  LLC")
    found = checked(file, keys().certificate)
    assert found.verdict == "altered"
    assert "not with a key of the studio" in signature_told(found)


def test_a_signed_quote_is_still_for_the_archive_and_for_everybody():
    assert archive_faults(signed_quote()) == []
    assert access_faults(signed_quote()) == []
    assert second_access_faults(signed_quote()) == []


def test_another_program_reads_the_signature():
    (signature,) = PdfFileReader(BytesIO(signed_quote())).embedded_signatures
    assert signature.field_name == "Studio"
    fields = PdfReader(BytesIO(signed_quote())).get_fields() or {}
    assert fields["Studio"]["/V"]["/SubFilter"] == "/ETSI.CAdES.detached"


def flipped(parts: Parts, at: int, bit: int) -> Parts:
    added = bytearray(parts.added)
    added[at] ^= 1 << bit
    return replace(parts, added=bytes(added))


def places(added: bytes) -> list[int]:
    """Every 19th byte of what matters, every 997th of the room that is left, and both its ends."""
    found = re.search(rb"/Contents <([0-9A-F]*)>", added)
    assert found is not None
    end = found.start(1) + len(found[1].rstrip(b"0"))
    room = range(end, found.end(1), 997)
    rest = range(found.end(1), len(added), 19)
    return [*range(0, end, 19), *room, found.end(1) - 1, *rest, len(added) - 1]


def test_a_flipped_bit_in_the_signature_is_noticed_wherever_it_is():
    parts = parts_of(signed_quote())
    chance = Random(7)
    for at in places(parts.added):
        holds, told = signed_by(flipped(parts, at, chance.randrange(8)), (keys().certificate,))
        assert holds is False, (at, told)


def test_digits_in_small_letters_are_noticed():
    """The same signature in other bytes: no other program would see a difference."""
    parts = parts_of(signed_quote())
    found = re.search(rb"/Contents <([0-9A-F]*)>", parts.added)
    assert found is not None
    small = parts.added.replace(found[1], found[1].lower())
    holds, told = signed_by(replace(parts, added=small), (keys().certificate,))
    assert holds is False
    assert "not written as" in told


def test_a_flipped_bit_below_the_signature_is_noticed():
    file = signed_quote()
    for at in range(1_000, 40_000, 9_973):
        changed = file[:at] + bytes([file[at] ^ 4]) + file[at + 1 :]
        assert checked(changed, keys().certificate).verdict == "altered"


@pytest.mark.parametrize("extra", [b"\n", b"%", b"\nstartxref\n9\n%%EOF\n"])
def test_what_stands_behind_a_signature_is_noticed(extra: bytes):
    found = checked(signed_quote() + extra, keys().certificate)
    assert found.verdict == "altered"


def test_an_update_behind_a_signature_is_noticed():
    writer = PdfWriter(BytesIO(signed_quote()), incremental=True)
    writer.add_metadata({"/Title": "Another"})
    out = BytesIO()
    writer.write(out)
    found = checked(out.getvalue(), keys().certificate)
    assert found.verdict == "altered"
    assert "versions" in signature_told(found)


def test_an_update_before_the_signature_is_noticed():
    """Somebody changes the document, then signs the whole with the right key."""
    writer = PdfWriter(BytesIO(quote_file(record_of(signature=True))), incremental=True)
    writer.add_metadata({"/Title": "Another"})
    out = BytesIO()
    writer.write(out)
    file = sign(out.getvalue(), StudioKey(keys().secret, PASSPHRASE))
    found = checked(file, keys().certificate)
    assert found.verdict == "altered"
    assert "versions" in signature_told(found)


def test_a_signature_without_room_for_it_is_noticed():
    file = signed_quote()
    unsigned = quote_file(record_of())
    added = file[len(quote_file(record_of(signature=True))) :]
    assert checked(unsigned + added, keys().certificate).verdict == "altered"


def test_a_quote_that_lost_its_signature_says_so():
    found = checked(quote_file(record_of(signature=True)), keys().certificate)
    assert "although there is room for it" in signature_told(found)


# ---------------------------------------------------------------- keys


def test_a_certificate_is_the_studios_for_signing_alone():
    now = datetime.now(UTC)
    certificate = x509.load_pem_x509_certificate(new_keys("Été & Co", PASSPHRASE, now).certificate)
    assert certificate.subject == certificate.issuer
    assert "Été & Co" in certificate.subject.rfc4514_string()
    assert abs((certificate.not_valid_before_utc - now).total_seconds()) < 1
    assert 5 * 365 <= (certificate.not_valid_after_utc - now).days <= 5 * 365 + 2
    usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    assert usage.digital_signature
    assert not usage.key_cert_sign


def test_the_key_is_not_readable_without_its_passphrase():
    assert b"PRIVATE" not in keys().secret
    for passphrase in ("", "twelve letters or less"):
        with pytest.raises(PassphraseRefused, match="does not open"):
            sign(quote_file(record_of(signature=True)), StudioKey(keys().secret, passphrase))


def test_what_is_no_key_is_refused():
    with pytest.raises(PassphraseRefused, match="does not open"):
        sign(quote_file(record_of(signature=True)), StudioKey(b"no key", PASSPHRASE))


def test_a_short_passphrase_is_refused():
    with pytest.raises(PassphraseRefused, match="at least 12"):
        new_keys(STUDIO, "short", datetime.now(UTC))
