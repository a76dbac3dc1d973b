"""A lot of an older version goes through a base of its own revision and the ordinary migrations."""

import shutil
from pathlib import Path
from typing import Any

import pytest

import db.upgrade
from pvdesk.bundle import scratch
from pvdesk.bundle.codec import Anomalie, Ligne, Modif
from pvdesk.bundle.manifest import Manifeste
from pvdesk.bundle.package import Lot
from pvdesk.bundle.refus import Code, Refus
from tests.pvdesk.bundle import sample

NEXT = "9999"
MIGRATION = f'''
"""An imaginary next version: a column renamed, a list recoded, a table renamed, one made of another, one dropped."""
from alembic import op
revision, down_revision, branch_labels, depends_on = "{NEXT}", "{db.upgrade.HEAD}", None, None
def upgrade():
    op.execute("ALTER TABLE reunion RENAME COLUMN lieu TO endroit")
    op.execute("UPDATE reunion SET statut = 'faite' WHERE statut = 'tenue'")
    op.execute("ALTER TABLE suite RENAME TO consequence")
    op.execute("ALTER TABLE point ADD COLUMN longueur INTEGER")
    op.execute("UPDATE point SET longueur = length(echanges)")
    op.execute("ALTER TABLE point ADD COLUMN vide TEXT")
    op.execute("ALTER TABLE reunion DROP COLUMN diffusion")
'''


@pytest.fixture
def next_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scripts = tmp_path / "migrations"
    shutil.copytree(db.upgrade._SCRIPTS, scripts)
    (scripts / "versions" / f"{NEXT}_suite.py").write_text(MIGRATION, encoding="utf-8")
    monkeypatch.setattr(db.upgrade, "_SCRIPTS", scripts)


def lot(*lines: tuple[str, Ligne], anomalies: list[Anomalie] | None = None, revision: str = db.upgrade.HEAD) -> Lot:
    tables: dict[str, list[Ligne]] = {}
    for table, line in lines:
        tables.setdefault(table, []).append(line)
    return Lot(Manifeste("lot", "Lot", [], sample.entete(schema=revision)), tables, {}, anomalies or [], "0" * 64)


def put(number: int, modifs: dict[str, Modif] | None = None, **values: Any) -> Ligne:
    return Ligne("put", sample.uid(number), number, values, modifs or {})


def meeting(number: int, modifs: dict[str, Modif] | None = None, **values: Any) -> tuple[str, Ligne]:
    said = {
        "etat": "final", "origine": "D07", "cree_le": "2026-03-03T18:30:00.250000+00:00", "date": "2026-03-03",
        "debut": "18:30:00", "emargement": True, "motifs": '{"quorum":"vu"}', "public": 4, "lieu": "Mairie",
        "statut": "tenue", "supprime_le": None,
    }  # fmt: skip
    return "reunion", put(number, modifs, **said | values)


@pytest.mark.usefixtures("next_version")
def test_a_renamed_column_and_a_recoded_list_follow_with_their_changes() -> None:
    changes = {"lieu": Modif(3, 8, "École"), "statut": Modif(0, 9, "prevue"), "public": Modif(2, 7, None)}
    renewed = scratch.to_head(lot(meeting(1, changes), meeting(2, {"statut": Modif(0, 9, "tenue")})), NEXT)
    first, second = renewed.tables["reunion"]
    expected = {k: v for k, v in meeting(1)[1].valeurs.items() if k != "lieu"}
    assert first.valeurs == expected | {"endroit": "Mairie", "statut": "faite"}
    assert first.modifs == {"endroit": Modif(3, 8, "École"), "statut": changes["statut"], "public": changes["public"]}
    assert second.modifs == {"statut": Modif(0, 9, "tenue")}, "put back as it was: nothing tells, nothing is lost"


@pytest.mark.usefixtures("next_version")
def test_the_former_value_of_a_change_is_recoded_too() -> None:
    renewed = scratch.to_head(lot(meeting(1, {"statut": Modif(0, 9, "tenue")}, statut="prevue")), NEXT)
    assert renewed.tables["reunion"][0].modifs == {"statut": Modif(0, 9, "faite")}


@pytest.mark.usefixtures("next_version")
def test_a_renamed_table_keeps_its_lines_and_its_counts() -> None:
    line, gone = put(2, libelle="Relancer", reunion_uid=sample.uid(1), rang=0), put(3)
    renewed = scratch.to_head(lot(("suite", line), ("suite", Ligne("del", gone.uid, 3)), meeting(1)), NEXT)
    assert renewed.tables["consequence"] == [line, Ligne("del", gone.uid, 3)]
    counts = renewed.manifeste.pvdesk.comptes
    assert {t: (c.enregistrements, c.suppressions) for t, c in counts.items()} == {
        "consequence": (1, 1), "reunion": (1, 0)
    }  # fmt: skip


@pytest.mark.usefixtures("next_version")
def test_a_datum_made_of_another_arrives_and_an_empty_new_one_says_nothing() -> None:
    renewed = scratch.to_head(lot(("point", put(2, titre="Tour", echanges="abc", reunion_uid=sample.uid(1)))), NEXT)
    assert renewed.tables["point"][0].valeurs == {
        "titre": "Tour", "echanges": "abc", "reunion_uid": sample.uid(1), "longueur": 3,
    }  # fmt: skip


@pytest.mark.usefixtures("next_version")
def test_what_its_own_version_did_not_know_passes_as_it_came() -> None:
    """A column that the poste keeps for a newer mission, a table of nobody, a value of the wrong type, a twin."""
    wrong, twin = meeting(3, date="le trois mars")[1], ("point", put(1, titre="Le même identifiant"))
    unknown = ("inconnue", put(4, quoi="ceci"))
    bad = Anomalie("reunion", 5, "Cette ligne n’est pas lisible.", None, b"{")
    known = meeting(1, {"couleur": Modif(0, 4, "vert")}, couleur="bleu")
    renewed = scratch.to_head(lot(known, ("reunion", wrong), unknown, twin, anomalies=[bad]), NEXT)
    assert renewed.tables["reunion"][0].valeurs["couleur"] == "bleu"
    assert renewed.tables["reunion"][0].modifs == {"couleur": Modif(0, 4, "vert")}
    assert renewed.tables["reunion"][1] == wrong
    assert renewed.tables["inconnue"] == [unknown[1]]
    assert twin[1] in [line for lines in renewed.tables.values() for line in lines]
    assert renewed.manifeste.pvdesk.comptes["reunion"].enregistrements == 3
    assert renewed.anomalies == [bad]


@pytest.mark.usefixtures("next_version")
def test_two_lines_of_one_reference_do_not_stop_each_other() -> None:
    first, second = meeting(1, reference="CC-1"), meeting(2, reference="CC-1")
    renewed = scratch.to_head(lot(first, second, meeting(3)), NEXT)
    assert [line.valeurs.get("reference") for line in renewed.tables["reunion"]] == ["CC-1", "CC-1", None]
    assert [("endroit" in line.valeurs) for line in renewed.tables["reunion"]] == [True, False, True]


def test_a_lot_of_this_version_or_a_newer_one_is_the_same_object() -> None:
    for revision in (db.upgrade.HEAD, NEXT):
        whole = lot(meeting(1), revision=revision)
        assert scratch.to_head(whole) is whole


def test_a_lot_of_a_revision_that_we_never_wrote_is_held() -> None:
    with pytest.raises(Refus) as caught:
        scratch.to_head(lot(meeting(1), revision="0001-bis"))
    assert caught.value.code is Code.Q5
