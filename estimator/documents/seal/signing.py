"""Signing a quote's file with the studio's key, and reading such a signature (PAdES B-B).

Only this file imports pyHanko, which takes half a second.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from io import BytesIO
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import PdfSignatureMetadata, SimpleSigner, sign_pdf
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from estimator.documents.seal.cms import is_plainest
from estimator.documents.seal.keys import PassphraseRefused
from estimator.documents.seal.reading import Parts
from estimator.documents.signatures import FIELD

ROOM = 8_192
"""Hexadecimal digits for the signature and its certificate; a P-256 key needs a quarter of them."""


class _Untouched(IncrementalPdfFileWriter):
    """Adds to a file and leaves what the file says about itself as it is: PDF/A asks for that."""

    def ensure_output_version(self, version: Any) -> None:
        """The file stays of its version."""

    def register_extension(self, ext: Any) -> None:
        """The catalogue stays as it is: what the file needs of PDF 1.7 it had before."""

    def _update_meta(self) -> None:
        """The day and the maker of the file stay as they are."""


def signed(file: bytes, secret: bytes, passphrase: str) -> bytes:
    """The file with the signature of the key in `secret` (PKCS #12) behind it.

    Raises `PassphraseRefused` when the passphrase does not open the key.
    """
    try:
        signer = SimpleSigner.load_pkcs12_data(secret, [], passphrase=passphrase.encode())
    except ValueError:
        raise PassphraseRefused(
            "the passphrase does not open the key, or the file is none"
        ) from None
    says = PdfSignatureMetadata(
        field_name=FIELD, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES, name=None
    )
    out: BytesIO = _by_itself(
        partial(sign_pdf, _Untouched(BytesIO(file)), says, signer=signer, bytes_reserved=ROOM)
    )
    return out.getvalue()


def _by_itself(call: Callable[[], Any]) -> Any:
    """What a call gives on a thread of its own: pyHanko may not run inside an event loop."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(call).result()


def signed_by(parts: Parts, certificates: Sequence[bytes]) -> tuple[bool | None, str]:
    """Whether what was added to a file is a signature and nothing else, and whose.

    True for one by a key whose certificate (PEM) is among `certificates`, None for a sound one by
    a key that is not known, False for anything else; with what was found in words.
    """
    try:
        found: tuple[bool | None, str] = _by_itself(partial(_signed_by, parts, certificates))
    except Exception as fault:  # noqa: BLE001  # a stranger's bytes in libraries that promise no kinds
        return False, f"What was added behind its end cannot be read ({type(fault).__name__})."
    return found


def _signed_by(parts: Parts, certificates: Sequence[bytes]) -> tuple[bool | None, str]:
    reader = PdfFileReader(BytesIO(parts.made + parts.added), strict=True)
    signatures = reader.embedded_signatures
    if len(signatures) != 1 or signatures[0].field_name != FIELD:
        return False, "What was added behind its end is no signature of a studio."
    (signature,) = signatures
    extra = _changed_besides(reader, signature)
    if extra:
        return False, f"Besides a signature, {extra} was changed behind its end."
    if not is_plainest(parts.added, bytes(signature.pkcs7_content)):
        return False, "The signature is not written as this program writes it."
    known = [x509.load_pem_x509_certificate(each) for each in certificates]
    own = signature.signer_cert
    trusted = [each for each in known if each.public_bytes(Encoding.DER) == own.dump()]
    context = ValidationContext(trust_roots=[own], allow_fetching=False)
    status = validate_pdf_signature(signature, signer_validation_context=context)
    whole = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    if not (status.intact and status.valid and whole):
        return False, "The signature does not fit the file."
    name = own.subject.native.get("common_name", "somebody without a name")
    print_of = own.sha256_fingerprint.replace(" ", "")[:16]
    if trusted:
        return True, f"Signed by {name}, with a key that is known here ({print_of})."
    if known:
        return False, f"Signed by “{name}”, and not with a key of the studio ({print_of})."
    return None, f"Signed by “{name}”, with a key that is not known here ({print_of})."


def _changed_besides(reader: PdfFileReader, signature: Any) -> str:
    """What a revision wrote besides the field, its new value and its table; "" for nothing."""
    if reader.xrefs.total_revisions != 2:
        return f"{reader.xrefs.total_revisions} versions"
    field, value = signature.sig_field.container_ref, signature.sig_object.container_ref
    written = reader.xrefs.explicit_refs_in_revision(1)
    allowed = {(ref.idnum, ref.generation) for ref in (field, value)} | {(value.idnum + 1, 0)}
    others = sorted({(ref.idnum, ref.generation) for ref in written} - allowed)
    return f"object {others[0][0]}" if others else ""
