"""Each fault is told in French, in three sentences that say what is safe and what to do."""

import errno

import pytest

from db.errors import Cause, Faute, from_driver, from_system
from pvdesk.base.francais import typo


@pytest.mark.parametrize("cause", list(Cause))
def test_a_fault_says_what_happened_what_is_safe_and_what_to_do(cause: Cause) -> None:
    faute = Faute(cause, "détail")
    for sentence in (faute.happened, faute.safe, faute.remedy):
        assert sentence.endswith(".")
        assert sentence[0].isupper()
        assert sentence == typo(sentence)
        assert not any(word in sentence.lower() for word in ("veuillez", "invalide", "erreur inconnue"))
    assert str(faute) == f"{faute.happened} {faute.safe} {faute.remedy}"


@pytest.mark.parametrize(
    ("said", "cause"),
    [
        ("file is not a database", Cause.ILLISIBLE), ("database disk image is malformed", Cause.ILLISIBLE),
        ("database or disk is full", Cause.DISQUE_PLEIN), ("attempt to write a readonly database", Cause.LECTURE_SEULE),
        ("unable to open database file", Cause.LECTURE_SEULE), ("database is locked", Cause.OCCUPE),
        ("disk I/O error", Cause.DISQUE),
    ],
)  # fmt: skip
def test_a_driver_error_of_the_machine_is_a_fault(said: str, cause: Cause) -> None:
    faute = from_driver(RuntimeError(said))
    assert faute is not None
    assert faute.cause is cause


def test_a_driver_error_of_ours_stays_an_error() -> None:
    assert from_driver(RuntimeError("FOREIGN KEY constraint failed")) is None


@pytest.mark.parametrize(
    ("number", "cause"),
    [
        (errno.EACCES, Cause.LECTURE_SEULE), (errno.EROFS, Cause.LECTURE_SEULE), (errno.ENOSPC, Cause.DISQUE_PLEIN),
        (errno.EFBIG, Cause.DISQUE_PLEIN), (errno.EIO, Cause.DISQUE), (errno.ENOTDIR, Cause.CHEMIN),
        (errno.EEXIST, Cause.CHEMIN), (errno.ENAMETOOLONG, Cause.CHEMIN),
    ],
)  # fmt: skip
def test_a_refusal_of_the_system_is_a_fault(number: int, cause: Cause) -> None:
    assert from_system(OSError(number, "refus")).cause is cause
