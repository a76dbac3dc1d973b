"""The master key of a data folder, wrapped by the passphrase: the only importer of argon2 and cryptography.

``cle.json`` holds wraps of one random 32-byte key; today one (the passphrase), later others (keyring, recovery).
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import secrets
import unicodedata
from pathlib import Path

from db.errors import Cause, Faute, from_system

FILE = "cle.json"
SHORTEST = 12  # characters: ANSSI's advice for a word of passage
# RFC 9106, second recommended profile: 64 MiB, 3 passes, 4 lanes.
_PROFILE = {"memoire_kio": 65536, "passes": 3, "voies": 4}
# A damaged file must not ask for all the memory of the machine.
_MOST = {"memoire_kio": 1 << 21, "passes": 64, "voies": 64}


def create(folder: Path, phrase: str) -> bytes:
    """Make the key of a new data folder.

    Returns:
        The 32-byte master key.

    Raises:
        Faute: the phrase is too short, or the folder has a key already.
    """
    if len(phrase.strip()) < SHORTEST:
        raise Faute(Cause.PHRASE_COURTE)
    if (folder / FILE).exists():
        raise Faute(Cause.EXISTE)
    master = secrets.token_bytes(32)
    _write(folder, _wrap(master, phrase))
    return master


def unlock(folder: Path, phrase: str) -> bytes:
    """The master key behind a passphrase.

    Raises:
        Faute: key file absent or damaged, wrong phrase.
    """
    from argon2.exceptions import HashingError
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    try:
        wrap = json.loads((folder / FILE).read_text(encoding="utf-8"))["phrase"]
        salt, nonce, sealed = (base64.b64decode(wrap[k]) for k in ("sel", "nonce", "enveloppe"))
        derived = _derive(phrase, salt, wrap)
    except FileNotFoundError as error:
        raise Faute(Cause.CLE_ABSENTE) from error
    except IsADirectoryError as error:
        raise Faute(Cause.CLE_ABIMEE, str(error)) from error
    except OSError as error:
        raise from_system(error) from error
    except (ValueError, KeyError, TypeError, HashingError) as error:
        raise Faute(Cause.CLE_ABIMEE, f"{FILE}: {type(error).__name__}") from error
    try:
        return ChaCha20Poly1305(derived).decrypt(nonce, sealed, b"pvdesk/1")
    except (InvalidTag, ValueError) as error:
        raise Faute(Cause.PHRASE) from error


def change(folder: Path, old: str, new: str) -> None:
    """Wrap the same key with another phrase; the base itself is untouched."""
    if len(new.strip()) < SHORTEST:
        raise Faute(Cause.PHRASE_COURTE)
    _write(folder, _wrap(unlock(folder, old), new))


class Coffre:
    """Seals short secrets with the master key, for a base that is not encrypted itself (a server's).

    Args:
        key: the 32-byte master key of the data folder.
    """

    def __init__(self, key: bytes) -> None:
        self._key = key

    def seal(self, secret: str, about: str) -> str:
        """A text that only this folder opens, and only beside what it is about (its public half)."""
        from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

        nonce = secrets.token_bytes(12)
        sealed = ChaCha20Poly1305(self._key).encrypt(nonce, secret.encode(), _about(about))
        return base64.b64encode(nonce + sealed).decode()

    def open(self, sealed: str, about: str) -> str:
        """The secret.

        Raises:
            Faute: the folder is not the one that sealed it.
        """
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

        try:
            held = base64.b64decode(sealed, validate=True)
            return ChaCha20Poly1305(self._key).decrypt(held[:12], held[12:], _about(about)).decode()
        except (InvalidTag, ValueError) as error:
            raise Faute(Cause.SERVEUR_CLE) from error


def _about(words: str) -> bytes:
    return b"pvdesk/coffre/1\0" + words.encode()


def _derive(phrase: str, salt: bytes, profile: dict[str, int]) -> bytes:
    from argon2.low_level import Type, hash_secret_raw

    if any(not 1 <= profile[name] <= most for name, most in _MOST.items()):
        raise ValueError("profile out of bounds")
    # One phrase, however the keyboard composes its accents; half a character (a broken paste) is only a wrong phrase.
    typed = unicodedata.normalize("NFC", phrase).encode(errors="surrogatepass")
    return hash_secret_raw(
        typed, salt, time_cost=profile["passes"], memory_cost=profile["memoire_kio"], parallelism=profile["voies"],
        hash_len=32, type=Type.ID,
    )  # fmt: skip


def _wrap(master: bytes, phrase: str) -> dict[str, object]:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    sealed = ChaCha20Poly1305(_derive(phrase, salt, _PROFILE)).encrypt(nonce, master, b"pvdesk/1")
    parts = {"sel": salt, "nonce": nonce, "enveloppe": sealed}
    coded = {name: base64.b64encode(value).decode() for name, value in parts.items()}
    return {"format": 1, "phrase": {"algorithme": "argon2id+chacha20poly1305", **_PROFILE, **coded}}


def _write(folder: Path, content: dict[str, object]) -> None:
    """Whole or not at all."""
    target, temporary = folder / FILE, folder / (FILE + ".part")
    try:
        with temporary.open("w", encoding="utf-8") as out:
            json.dump(content, out, indent=1)
            out.flush()
            os.fsync(out.fileno())
        temporary.replace(target)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise from_system(error) from error
