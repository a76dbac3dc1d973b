"""Cryptography of a lot: age around it, minisign inside it. The only module that knows these libraries."""

import base64
import hashlib
import hmac
from collections.abc import Sequence
from typing import NamedTuple

from pvdesk.bundle.refus import Code, Refus

AGE_MAGIC = b"age-encryption.org/v1\n"

# Crockford's alphabet: no I, L, O, U.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
# A slow hash: 40 bits would fall to a patient forger, 40 bits of scrypt do not.
_SCRYPT = {"n": 1 << 14, "r": 8, "p": 1}
_SIGNATURE, _PREHASHED = 74, b"ED"  # bytes of a minisign signature, and how it begins


class KeyPair(NamedTuple):
    """Two texts: `private` for the encrypted database, `public` for the correspondent."""

    private: str
    public: str


def new_age_identity() -> KeyPair:
    """A new pair to be written to: `AGE-SECRET-KEY-1…` and `age1…`."""
    from pyrage import x25519

    identity = x25519.Identity.generate()
    return KeyPair(str(identity), str(identity.to_public()))


def new_signing_key() -> KeyPair:
    """A new pair to sign with, each text being a whole minisign file (two lines); the private one has no password."""
    from minisign import KeyPair as MinisignPair

    pair = MinisignPair.generate()
    return KeyPair(bytes(pair.secret_key).decode() + "\n", bytes(pair.public_key).decode() + "\n")


def seal(data: bytes, recipients: Sequence[str]) -> bytes:
    """Encrypt to every `age1…` of `recipients` (at least one).

    Errors:
        ValueError when a recipient is not an age public key.
    """
    import pyrage

    if not recipients:
        raise ValueError("a lot is sealed to somebody")
    try:
        keys = [pyrage.x25519.Recipient.from_str(text.strip()) for text in recipients]
    except pyrage.RecipientError as error:
        raise ValueError("not an age public key") from error
    return bytes(pyrage.encrypt(data, keys))


def open_(data: bytes, identities: Sequence[str]) -> bytes:
    """Decrypt with whichever of our `AGE-SECRET-KEY-1…` fits.

    Errors:
        Refus Q1 when it is no age file, truncated or damaged; Q2 when none of our identities opens it.
        ValueError when an identity is malformed: our own base is at fault, not the lot.
    """
    import pyrage

    if not data.startswith(AGE_MAGIC):
        raise Refus(Code.Q1, "no age header")
    try:
        keys = [pyrage.x25519.Identity.from_str(text.strip()) for text in identities]
    except pyrage.IdentityError as error:
        raise ValueError("not an age identity") from error
    try:
        return bytes(pyrage.decrypt(data, keys))
    except pyrage.DecryptError as error:
        # The library has one class for all; its text alone tells the wrong addressee from the damaged file.
        code = Code.Q2 if "No matching keys" in str(error) else Code.Q1
        raise Refus(code, f"age: {error}") from error


def sign(manifest: bytes, private: str, trusted_comment: str) -> bytes:
    """The `.minisig` file of `manifest`; `trusted_comment` is printable ASCII and signed too.

    Errors:
        ValueError when the private key or the comment is malformed.
    """
    from minisign import SecretKey

    key = SecretKey.from_bytes(private.encode())
    try:
        signature = key.sign(manifest, trusted_comment=trusted_comment, untrusted_comment="signature minisign, pvdesk")
    finally:
        key.wipe()
    return bytes(signature) + b"\n"


def verify(manifest: bytes, signature: bytes, public: str) -> str:
    """Check that `public` (a `.pub` text, or its base64 line) signed `manifest`; returns the trusted comment.

    Errors:
        Refus Q4 when it did not, or when the signature or the key is malformed.
    """
    from minisign import PublicKey, Signature

    try:
        parsed = Signature.from_bytes(signature)
        PublicKey.from_base64(_key_line(public)).verify(manifest, parsed)
        _refuse_other_letters(signature)
    except (ValueError, IndexError) as error:  # minisign's errors are all ValueErrors
        raise Refus(Code.Q4, f"minisign: {error}") from error
    return str(parsed.trusted_comment)


def _refuse_other_letters(signature: bytes) -> None:
    """Refuse base64 that is not the one text of its bytes: its last letter has bits that mean nothing.

    Raises:
        ValueError: it is not; IndexError: a line is missing.
    """
    lines = signature.split(b"\n")
    for text in (lines[1], lines[3]):
        if base64.b64encode(base64.b64decode(text)) != text:
            raise ValueError("a signature in other letters")


def of_another_key(signature: bytes, public: str) -> bool:
    """Whether a signature, whole, names another key than this one as its own.

    Its second line is two bytes of algorithm, the eight of the key's number, the signature itself; that of a public key
    begins alike.
    """
    try:
        made = base64.b64decode(signature.split(b"\n")[1], validate=True)
        known = base64.b64decode(_key_line(public), validate=True)
    except (ValueError, IndexError):
        return False
    return len(made) == _SIGNATURE and made[:2] == _PREHASHED and made[2:10] != known[2:10]


def control_code(*public_keys: str) -> str:
    """Eight characters that both screens show, « ABCD-EFGH »: the same keys, in any order, give the same code."""
    digest = hashlib.scrypt(
        _packed(sorted(public_keys, key=_key_line)), salt=b"pvdesk code de controle v1", dklen=5, **_SCRYPT
    )
    number = int.from_bytes(digest, "big")
    letters = "".join(_ALPHABET[number >> shift & 31] for shift in range(35, -1, -5))
    return f"{letters[:4]}-{letters[4:]}"


def proof(token: str, *keys: str) -> str:
    """HMAC-SHA-256 (hex) of public keys under the enrolment token: who holds the token owns these keys, in order."""
    return hmac.new(token.encode(), _packed(keys), hashlib.sha256).hexdigest()


def proof_holds(received: str, token: str, *keys: str) -> bool:
    """Whether `received` is the proof of `keys` under `token`, compared in constant time."""
    return hmac.compare_digest(received.encode(), proof(token, *keys).encode())


def _key_line(text: str) -> str:
    """The key itself: the last line of a file, its comment left out (it is signed by nobody)."""
    lines = text.split()
    return lines[-1] if lines else ""


def _packed(keys: Sequence[str]) -> bytes:
    """Keys one a line, comments left out: age and base64 texts hold no line break, so no two lists collide."""
    return "".join(f"{_key_line(key)}\n" for key in keys).encode()
