"""A studio's own key and the certificate that its clients know it by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

YEARS = 5
SHORTEST_PASSPHRASE = 12


@dataclass(frozen=True, slots=True)
class Keys:
    """The secret key with its certificate (PKCS #12, encrypted), and that alone (PEM)."""

    secret: bytes
    certificate: bytes


@dataclass(frozen=True, slots=True)
class StudioKey:
    """A secret key (PKCS #12) and the passphrase that opens it."""

    secret: bytes
    passphrase: str


class PassphraseRefused(ValueError):
    """A passphrase that is too short, or not the one that the key was made with."""


def new_keys(studio: str, passphrase: str, now: datetime) -> Keys:
    """Keys for the studio of that name, valid from `now` (with its time zone) for five years.

    ECDSA on P-256; the certificate says of itself that it is the studio's, so a client has to get
    it from the studio by another way than the quote. Raises `PassphraseRefused` for one shorter
    than twelve characters.
    """
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise PassphraseRefused(f"a passphrase has at least {SHORTEST_PASSPHRASE} characters")
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = _certificate(studio, key, now.astimezone(UTC))
    encryption = serialization.BestAvailableEncryption(passphrase.encode())
    name = studio.encode()
    secret = pkcs12.serialize_key_and_certificates(name, key, certificate, None, encryption)
    return Keys(secret, certificate.public_bytes(serialization.Encoding.PEM))


def is_certificate(text: bytes) -> bool:
    """Whether it is a certificate in PEM."""
    try:
        x509.load_pem_x509_certificate(text)
    except ValueError:
        return False
    return True


def sign(file: bytes, key: StudioKey) -> bytes:
    """The file with the studio's signature. Raises `PassphraseRefused`."""
    # Signing takes half a second to import, and most quotes are not signed.
    from estimator.documents.seal.signing import signed

    return signed(file, key.secret, key.passphrase)


def _certificate(studio: str, key: ec.EllipticCurvePrivateKey, now: datetime) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, studio[:64])])
    identifier = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=365 * YEARS + 1))
        .add_extension(_signing_alone(), critical=True)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(identifier, critical=False)
        .sign(key, hashes.SHA256())
    )


def _signing_alone() -> x509.KeyUsage:
    """For signatures and for standing by them; for nothing else (RFC 5280, 4.2.1.3)."""
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
