"""Whether a signature is written in the one plainest way (CMS, RFC 5652).

A signature protects the file, but not the hexadecimal digits it is written in, the room left over
behind it, or the fields of CMS around what is signed. All of that is determined here, so that no
bit of a signed file can be another without being noticed.
"""

from __future__ import annotations

import re

from asn1crypto import cms
from cryptography import x509
from cryptography.exceptions import InvalidSignature

_CONTENTS = re.compile(rb"/Contents <([0-9A-F]*)>")


def is_plainest(added: bytes, signature: bytes) -> bool:
    """Whether `added`, a revision of a file, holds `signature` just as this program writes one."""
    content = cms.ContentInfo.load(signature.rstrip(b"\0"), strict=False)
    length = len(content.dump())
    written = _CONTENTS.findall(added)
    if [bytes.fromhex(each.decode()) for each in written] != [signature]:
        return False
    if any(signature[length:]) or content.dump(force=True) != signature[:length]:
        return False
    return content["content_type"].native == "signed_data" and _is_plain(content["content"])


def _is_plain(data: cms.SignedData) -> bool:
    (signer,) = data["signer_infos"]
    (certificate,) = data["certificates"]
    chosen = certificate.chosen
    named = signer["sid"].chosen
    return all(
        (
            data["version"].native == signer["version"].native == "v1",
            [each.native for each in data["digest_algorithms"]]
            == [signer["digest_algorithm"].native],
            signer["digest_algorithm"].native == {"algorithm": "sha256", "parameters": None},
            data["encap_content_info"]["content_type"].native == "data",
            data["encap_content_info"]["content"].native is None,
            data["crls"].native is None,
            signer["unsigned_attrs"].native is None,
            certificate.name == "certificate",
            named["issuer"].dump() == chosen.issuer.dump(),
            named["serial_number"].native == chosen.serial_number,
            _vouches_for_itself(chosen.dump()),
        )
    )


def _vouches_for_itself(certificate: bytes) -> bool:
    """Whether a certificate bears its own signature: then no bit of it can be another."""
    found = x509.load_der_x509_certificate(certificate)
    try:
        found.verify_directly_issued_by(found)
    except (InvalidSignature, TypeError, ValueError):
        return False
    return True
