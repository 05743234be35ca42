"""Tokens of a time-stamping authority (RFC 3161): proof that the hash chain ended so, at the latest, at a time.

A token is over the text of the head (``sha256:`` and hex digits), hashed with SHA-256, so that OpenSSL checks it too.
Taking and checking need the extra ``timestamp``; that a token is over this chain, and is as it was kept, needs nothing.
"""

import ssl
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC
from importlib.util import find_spec
from pathlib import Path
from warnings import catch_warnings, simplefilter

from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.utils import CryptographyDeprecationWarning
from cryptography.x509 import Certificate, load_der_x509_certificate, load_pem_x509_certificates

from pipelines.database import Database
from pipelines.query import query
from pipelines.run import now_text
from standoff.captures import digest_of
from standoff.errors import StampError

__all__ = [
    "EXTRA",
    "Head",
    "Token",
    "check_tokens",
    "head_of",
    "keep_token",
    "read_roots",
    "take_token",
    "trusted_roots",
]

EXTRA = "pip install 'standoff[timestamp]'"


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The end of the hash chain: the newest capture and its link; ``stamped_at`` where a token is over it already."""

    capture: int
    chain: str
    stamped_at: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """An authority's answer in DER, its time (ISO 8601, UTC), and the root in PEM that it was checked against."""

    answer: bytes
    stamped_at: str
    root: str


def head_of(db: Database) -> Head:
    """The end of the chain. Raises StampError when the archive holds no capture."""
    row = db.row(query("chain_head"))
    if row is None:
        raise StampError(f"{db.path}: holds no capture, so there is nothing to be stamped")
    return Head(capture=row["id"], chain=row["chain"], stamped_at=row["stamped_at"])


def take_token(head: Head, ask: Callable[[bytes], bytes], roots: Iterable[Certificate]) -> Token:
    """Have *ask* bring a request to an authority and its answer back; the answer is believed only once it holds.

    Raises StampError when it is no token over *head*, or when none of *roots* vouches for who signed it.
    """
    _need_extra()
    from rfc3161_client import HashAlgorithm, TimestampRequestBuilder

    request = TimestampRequestBuilder().data(head.chain.encode()).hash_algorithm(HashAlgorithm.SHA256).build()
    answer = ask(request.as_bytes())
    chosen = list(roots)
    reason, at = _check(answer, head.chain, chosen, nonce=request.nonce)
    if reason is not None:
        raise StampError(f"the authority's answer does not hold: {reason}")
    root = next((root for root in chosen if _check(answer, head.chain, [root])[0] is None), None)
    if root is None:
        raise StampError("no single root vouches for the authority")
    return Token(answer=answer, stamped_at=at, root=_pem(root))


def keep_token(db: Database, head: Head, token: Token, authority: str) -> int:
    """Keep a token, and return its number. Raises StampError when the chain is no longer the one that was stamped."""
    with db.atomic():
        if db.value("select chain from captures where id = ?", [head.capture]) != head.chain:
            raise StampError(f"{db.path}: capture {head.capture} is no longer the one that was stamped")
        return db.insert(
            "timestamps",
            {
                "capture_id": head.capture,
                "head": head.chain,
                "stamped_at": token.stamped_at,
                "authority": authority,
                "root": token.root,
                "token": token.answer,
                "digest": digest_of(token.answer),
            },
        )


def check_tokens(db: Database, roots: Iterable[Certificate] | None = None) -> Iterator[str]:
    """Yield what is wrong with the tokens of an archive: against *roots*, or else the root kept beside each.

    Without the extra, signatures are not checked: :func:`is_installed` says whether they are.
    """
    chosen = list(roots) if roots is not None else None
    for row in db.conn.execute(query("tokens")):
        name = f"timestamp {row['id']} of {row['stamped_at']}"
        if row["chain"] != row["head"]:
            yield f"{name}: is over the chain {row['head']}, and capture {row['capture_id']} has another or is gone"
        if digest_of(row["token"]) != row["digest"]:
            yield f"{name}: its token is not the one that was kept"
        elif is_installed():
            try:
                reason, at = _check(row["token"], row["head"], read_roots(row["root"]) if chosen is None else chosen)
            except StampError as error:
                reason, at = str(error), ""
            if reason is not None:
                yield f"{name}: its token does not hold ({reason})"
            elif at != row["stamped_at"]:
                yield f"{name}: its token is of {at}"


def is_installed() -> bool:
    """Whether the extra is there."""
    return find_spec("rfc3161_client") is not None


def read_roots(pem: str | Path) -> list[Certificate]:
    """The certificates of a text or a file. Raises StampError when there are none."""
    try:
        found = pem.read_bytes() if isinstance(pem, Path) else pem.encode()
        return list(load_pem_x509_certificates(found))
    except (OSError, ValueError) as error:
        raise StampError(f"{pem if isinstance(pem, Path) else 'its root'}: holds no certificate ({error})") from error


def trusted_roots() -> list[Certificate]:
    """The roots that this machine trusts, as far as Python finds them; those that break the standard are left out."""
    found = []
    for root in ssl.create_default_context().get_ca_certs(binary_form=True):
        with suppress(ValueError, CryptographyDeprecationWarning), catch_warnings():
            simplefilter("error", CryptographyDeprecationWarning)
            found.append(load_der_x509_certificate(root))
    return found


def _need_extra() -> None:
    if not is_installed():
        raise StampError(f"time stamps need the extra: {EXTRA}")


def _check(answer: bytes, head: str, roots: list[Certificate], nonce: int | None = None) -> tuple[str | None, str]:
    """Why *answer* is no token over *head* that one of *roots* vouches for, or None; and the time it tells."""
    from rfc3161_client import VerificationError, VerifierBuilder, decode_timestamp_response

    if not roots:
        return "no root to check it against: name one with --ca", ""
    try:
        response = decode_timestamp_response(answer)
        if response.status > 1:
            return f"it was refused: {'; '.join(response.status_string) or f'status {response.status}'}", ""
        at = now_text(response.tst_info.gen_time.astimezone(UTC))
        VerifierBuilder(roots=list(roots), nonce=nonce).build().verify_message(response, head.encode())
    except (ValueError, VerificationError) as error:
        return str(error).partition(": ErrorStack")[0] or type(error).__name__, ""
    return None, at


def _pem(root: Certificate) -> str:
    return str(root.public_bytes(Encoding.PEM).decode("ascii"))
