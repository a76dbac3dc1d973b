"""Papers handed over are kept as they were, found again, and never leave this laptop."""

import datetime as dt
import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from db.journal import Trace
from db.models.papier import Papier
from pvdesk.bundle import rows
from pvdesk.store import papiers
from pvdesk.store.desk import Desk
from pvdesk.store.papiers import Fait
from tests.builders import TODAY, make_desk

UID = "0" * 32


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = make_desk(tmp_path / "donnees")
    yield made
    made.close()


def fait(version: int, sorte: str = "compte-rendu", contenu: bytes = b"%PDF-1.7") -> Fait:
    data = contenu + str(version).encode()
    return Fait(
        sorte=sorte, audience="interne", version=version, code=f"ABCD-EFG{version + 1}",
        sha256=hashlib.sha256(data).hexdigest(), contenu=data, modele={"mots": version}, pages=2,
        destinataires="commune", motif="" if version == 1 else "vote mal compté",
    )  # fmt: skip


def garder(desk: Desk, made: Fait) -> str:
    with desk.writing() as unit:
        uid = papiers.garder(unit, "reunion", UID, made)
        unit.commit()
    return uid


def test_a_paper_is_kept_with_its_bytes_and_its_words(desk: Desk) -> None:
    uid = garder(desk, fait(1))
    with desk.reading() as unit:
        (kept,) = papiers.de_fiche(unit, "reunion", UID)
        assert (kept.uid, kept.par, kept.jour, kept.remplace) == (uid, "D07", TODAY, None)
        assert papiers.contenu(unit, uid) == b"%PDF-1.71"
        assert papiers.modele(unit, uid) == {"mots": 1}
        assert papiers.contenu(unit, "ailleurs") is None


def test_a_new_version_names_the_one_it_replaces_and_leaves_it_whole(desk: Desk) -> None:
    first, other, second = (garder(desk, made) for made in (fait(1), fait(1, "compte-rendu-public"), fait(2)))
    with desk.reading() as unit:
        said = [(one.uid, one.version, one.remplace) for one in papiers.de_fiche(unit, "reunion", UID)]
        assert said == [(second, 2, first), (first, 1, None), (other, 1, None)]
        assert papiers.contenu(unit, first) == b"%PDF-1.71"
        last = papiers.dernier(unit, "reunion", UID, "compte-rendu")
        assert last is not None
        assert (last.uid, last.motif) == (second, "vote mal compté")
        assert papiers.dernier(unit, "reunion", UID, "rectificatif") is None


def test_a_paper_is_found_by_its_digest_and_by_its_code(desk: Desk) -> None:
    uid = garder(desk, fait(1))
    with desk.reading() as unit:
        found = papiers.d_empreinte(unit, fait(1).sha256), papiers.de_code(unit, "ABCD-EFG2")
        assert [one.uid for one in found if one is not None] == [uid, uid]
        assert papiers.d_empreinte(unit, "f" * 64) is None
        assert papiers.de_code(unit, "AAAA-AAAA") is None


def test_a_kept_paper_is_in_no_journal_and_in_no_lot(desk: Desk) -> None:
    garder(desk, fait(1))
    with desk.reading() as unit:
        assert unit.session.scalar(select(func.count()).select_from(Trace)) == 0
    assert Papier.__tablename__ not in rows.tables()


def test_the_day_is_the_one_of_the_person(desk: Desk) -> None:
    garder(desk, fait(1))
    with desk.reading() as unit:
        (kept,) = papiers.de_fiche(unit, "reunion", UID)
    assert kept.fait_le.tzinfo is dt.UTC
