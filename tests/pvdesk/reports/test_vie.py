"""The life of a compte rendu: handed over once, kept as it was, approved, rectified by another version."""

import datetime as dt
import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.errors import Cause, Faute
from db.models.demande_listes import Droit
from db.models.seance import Approbation, EtatCompteRendu, StatutReunion
from pvdesk.base.clock import Clock
from pvdesk.reports import catalogue, printing, versions, vie
from pvdesk.reports.vie import Vie
from pvdesk.store import comptes_rendus, effacement, papiers, personnes, records
from pvdesk.store.comptes_rendus import Pas
from pvdesk.store.desk import Desk
from pvdesk.store.impossible import Impossible
from pvdesk.store.unit import UnitOfWork
from tests.builders import add_noeux, make_desk
from tests.pvdesk.held import MAI, handed, held, put, read
from tests.pvdesk.reports.reading import heard, written

SENT = "membres du conseil, commune"
MOTIF = "nombre de candélabres"


class Watch:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.day = dt.date(2026, 3, 10)

    def __call__(self) -> dt.datetime:
        return dt.datetime.combine(self.day, dt.time(9, 30), dt.UTC)


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def desk(tmp_path: Path, watch: Watch) -> Iterator[Desk]:
    clock: Clock = watch
    made = make_desk(tmp_path / "donnees", clock=clock)
    yield made
    made.close()


@pytest.fixture
def noeux(desk: Desk) -> tuple[str, dict[str, str]]:
    return add_noeux(desk)


@pytest.fixture
def mars(desk: Desk, noeux: tuple[str, dict[str, str]]) -> str:
    return held(desk, *noeux)


@pytest.fixture
def diffuse(desk: Desk, mars: str) -> str:
    """The meeting of March, its compte rendu handed over on the 10th."""
    hand_over(desk, mars)
    return mars


def hand_over(desk: Desk, uid: str) -> None:
    with desk.writing() as unit:
        vie.relire(unit, uid)
        unit.commit()
    vie.diffuser(desk, uid, SENT)


def told(desk: Desk, uid: str) -> Vie:
    with desk.reading() as unit:
        return vie.vie(unit, uid)


def say_otherwise(desk: Desk, uid: str, said: str = "Quatre candélabres sont éteints.") -> None:
    with desk.writing() as unit:
        draft = records.load(unit, "reunion", uid)
        draft.lines["points"][0].values["echanges"] = said
        records.save(unit, draft)
        unit.commit()


def kept(desk: Desk, uid: str, document: str = versions.INTERNE) -> bytes:
    data = handed(desk, uid, document)
    assert data is not None
    return data


def words(data: bytes) -> str:
    return " ".join(heard(data).split()).replace("\u202f", " ").replace("\u00a0", " ")


def test_what_is_handed_over_is_kept_with_all_that_says_what_it_is(desk: Desk, diffuse: str) -> None:
    said, now = read(desk, diffuse), told(desk, diffuse)
    assert said["compte_rendu"] is EtatCompteRendu.DIFFUSE
    assert (said["cr_version"], said["cr_diffuse_le"], said["diffusion"]) == (1, dt.date(2026, 3, 10), SENT)
    assert [(one.sorte, one.audience, one.version) for one in now.papiers] == [
        ("compte-rendu", "interne", 1), ("compte-rendu-public", "public", 1),
    ]  # fmt: skip
    data = kept(desk, diffuse)
    assert hashlib.sha256(data).hexdigest() == said["cr_sha256"] == now.papiers[0].sha256
    assert said["cr_code"] == now.papiers[0].code
    assert now.phrase == "Version 1, diffusée le 10 mars 2026"
    assert (now.alerte, now.pas) == ("", {Pas.RECTIFIER})
    assert "diffusée le 10 mars 2026" in words(data)
    assert "PROJET" not in words(data)


def test_what_is_printed_afterwards_is_what_was_handed_over(desk: Desk, diffuse: str, tmp_path: Path) -> None:
    before = {sorte: kept(desk, diffuse, sorte) for sorte in versions.AUDIENCES}
    say_otherwise(desk, diffuse)
    for sorte, data in before.items():
        assert printing.print_to(desk, sorte, diffuse, tmp_path / f"{sorte}.pdf").read_bytes() == data
    with desk.reading() as unit:
        doc = catalogue.PAPERS["compte-rendu"].build(unit, diffuse)
        assert versions.deja_rendu(unit, doc) == before["compte-rendu"]


def test_a_fiche_that_changed_says_so_until_it_is_rectified(desk: Desk, diffuse: str) -> None:
    say_otherwise(desk, diffuse)
    now = told(desk, diffuse)
    assert now.alerte == (
        "La fiche a changé depuis la version 1 diffusée le 10 mars 2026\u00a0: rectifiez si le papier doit le dire."
    )
    assert [(one.old, one.new) for one in now.changements] == [
        ("Trois candélabres sont éteints.", "Quatre candélabres sont éteints.")
    ]
    vie.rectifier(desk, diffuse, MOTIF)
    assert told(desk, diffuse).alerte == ""


def test_what_does_not_stand_on_the_paper_changes_nothing(desk: Desk, diffuse: str) -> None:
    put(desk, diffuse, note="Penser à rappeler le bailleur", diffusion="une liste de plus")
    assert (told(desk, diffuse).changements, told(desk, diffuse).destinataires) == ((), SENT)


def test_what_to_know_of_the_paper_is_said_once_it_is_read_again(
    desk: Desk, mars: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vie, "preflight", lambda _doc: ("Un titre manque.",))
    assert told(desk, mars).remarques == ()
    with desk.writing() as unit:
        vie.relire(unit, mars)
        unit.commit()
    assert told(desk, mars).remarques == ("Un titre manque.",)
    vie.diffuser(desk, mars, SENT)
    assert told(desk, mars).remarques == ()


def test_a_rectified_version_quotes_old_and_new_and_leaves_the_old_one(
    desk: Desk, diffuse: str, watch: Watch
) -> None:
    first, code = kept(desk, diffuse), read(desk, diffuse)["cr_code"]
    say_otherwise(desk, diffuse)
    watch.day = dt.date(2026, 5, 12)
    made = vie.rectifier(desk, diffuse, MOTIF)
    said, now = read(desk, diffuse), told(desk, diffuse)
    assert said["compte_rendu"] is EtatCompteRendu.RECTIFIE
    assert (said["cr_version"], said["cr_motif"], said["cr_diffuse_le"]) == (2, MOTIF, watch.day)
    assert (made.numero, made.code, said["cr_code"] == code) == (2, said["cr_code"], False)
    assert now.phrase == "Version 2, rectifiée le 12 mai 2026"
    by_kind = {(one.sorte, one.version): one for one in now.papiers}
    assert by_kind["compte-rendu", 2].remplace == by_kind["compte-rendu", 1].uid
    with desk.reading() as unit:
        assert papiers.contenu(unit, by_kind["compte-rendu", 1].uid) == first
        note = words(papiers.contenu(unit, by_kind["rectificatif", 2].uid) or b"")
    for quoted in ("Rectificatif n° 1", "Trois candélabres", "Quatre candélabres", MOTIF, f"contrôle {code}"):
        assert quoted in note, quoted
    assert f"remplace la version 1. Motif : {MOTIF}" in words(kept(desk, diffuse))
    assert ("rectificatif-public", 2) in by_kind


def test_a_third_version_replaces_the_second(desk: Desk, diffuse: str) -> None:
    for said in ("Quatre.", "Cinq."):
        say_otherwise(desk, diffuse, said)
        vie.rectifier(desk, diffuse, MOTIF)
    now = told(desk, diffuse)
    assert now.version == 3
    assert [one.version for one in now.papiers if one.sorte == "rectificatif"] == [3, 2]


def refusal(desk: Desk, uid: str, sent: str = SENT, motif: str = "") -> str:
    before = read(desk, uid), told(desk, uid).papiers
    with pytest.raises(Impossible) as refused:
        vie.rectifier(desk, uid, motif) if motif else vie.diffuser(desk, uid, sent)
    assert (read(desk, uid), told(desk, uid).papiers) == before
    return refused.value.phrase.partition("\n")[0].replace("\u00a0", " ")


def test_what_cannot_be_handed_over_says_what_to_do(desk: Desk, mars: str) -> None:
    assert refusal(desk, mars).startswith("Ce compte rendu n’a pas été relu")
    with desk.writing() as unit:
        vie.relire(unit, mars)
        unit.commit()
    assert refusal(desk, mars, " ").startswith("Dites à qui le compte rendu est diffusé")
    assert "dépasse 300 caractères" in refusal(desk, mars, "commune " * 50)
    put(desk, mars, statut=StatutReunion.PREVUE)
    assert refusal(desk, mars).startswith("La réunion n’est ni tenue ni constatée en carence")
    put(desk, mars, statut=StatutReunion.TENUE, fin=dt.time(17, 0))
    assert "Heure de fin" in refusal(desk, mars)


def test_a_rectification_needs_a_reason_and_a_change(desk: Desk, diffuse: str) -> None:
    assert refusal(desk, diffuse, motif=MOTIF).startswith("La fiche dit ce que dit la version 1")
    say_otherwise(desk, diffuse)
    assert refusal(desk, diffuse, motif=" ").startswith("Dites pourquoi le compte rendu est rectifié")


def test_a_carence_is_handed_over_too(desk: Desk, noeux: tuple[str, dict[str, str]]) -> None:
    uid = held(desk, *noeux, statut=StatutReunion.CARENCE)
    hand_over(desk, uid)
    assert "Carence" in words(kept(desk, uid))


def test_what_changes_while_it_is_rendered_is_not_handed_over(
    desk: Desk, mars: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with desk.writing() as unit:
        vie.relire(unit, mars)
        unit.commit()
    real = vie._fait

    def meanwhile(*args: object) -> papiers.Fait:
        say_otherwise(desk, mars, f"{len(args)} {args[0]}")
        return real(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(vie, "_fait", meanwhile)
    with pytest.raises(Impossible, match="a changé pendant la préparation"):
        vie.diffuser(desk, mars, SENT)
    assert (read(desk, mars)["compte_rendu"], told(desk, mars).papiers) == (EtatCompteRendu.RELU, ())


def test_a_refused_disk_leaves_nothing(desk: Desk, mars: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with desk.writing() as unit:
        vie.relire(unit, mars)
        unit.commit()

    def full(unit: UnitOfWork) -> None:
        unit.session.flush()
        raise Faute(Cause.DISQUE_PLEIN)

    monkeypatch.setattr(UnitOfWork, "commit", full)
    with pytest.raises(Faute):
        vie.diffuser(desk, mars, SENT)
    monkeypatch.undo()
    assert (read(desk, mars)["compte_rendu"], told(desk, mars).papiers) == (EtatCompteRendu.RELU, ())


def test_one_handed_over_elsewhere_says_that_its_file_is_not_here(desk: Desk, mars: str) -> None:
    put(desk, mars, compte_rendu=EtatCompteRendu.DIFFUSE)
    assert told(desk, mars).alerte == (
        "Version sans numéro, diffusée par un autre poste\u00a0: le fichier n’est pas sur cet ordinateur."
    )
    put(desk, mars, cr_version=1, cr_diffuse_le=dt.date(2026, 3, 9), cr_code="ABCD-EFGH")
    now = told(desk, mars)
    assert now.alerte.startswith("Version 1, diffusée le 9 mars 2026 par un autre poste")
    assert (now.ici, now.changements) == (False, ())
    vie.rectifier(desk, mars, MOTIF)
    assert [one.sorte for one in told(desk, mars).papiers] == ["compte-rendu", "compte-rendu-public"]
    assert read(desk, mars)["cr_version"] == 2


def test_another_laptop_makes_the_same_words_again_or_says_that_it_does_not(
    desk: Desk, diffuse: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with desk.reading() as unit:
        was = versions.compte_rendu(unit, diffuse)
        monkeypatch.setattr(versions, "en_vigueur", lambda *_: None)
        assert versions.compte_rendu(unit, diffuse) == was
    put(desk, diffuse, cr_code="AAAA-AAAA")
    with desk.reading() as unit:
        made = versions.compte_rendu(unit, diffuse)
    assert "Copie refaite d’après la fiche. Le fichier diffusé est sur un autre poste" in written(made)
    assert "AAAA-AAAA" in written(made)


def test_it_is_approved_at_a_later_meeting_and_not_twice(
    desk: Desk, noeux: tuple[str, dict[str, str]], diffuse: str
) -> None:
    assert Pas.APPROUVER not in told(desk, diffuse).pas
    mai = held(desk, *noeux, MAI, approbation=Approbation.CORRIGE)
    now = told(desk, diffuse)
    assert now.pas == {Pas.APPROUVER, Pas.RECTIFIER}
    assert now.alerte.startswith("Approuvé avec corrections le 5 mai 2026")
    with desk.writing() as unit:
        vie.approuver(unit, diffuse, mai)
        unit.commit()
    said = read(desk, diffuse)
    assert (said["compte_rendu"], said["cr_approuve_le"]) == (EtatCompteRendu.APPROUVE, MAI)
    assert told(desk, diffuse).pas == {Pas.RECTIFIER}


def test_an_approved_one_is_rectified_and_the_paper_says_when_it_was_approved(
    desk: Desk, noeux: tuple[str, dict[str, str]], diffuse: str
) -> None:
    mai = held(desk, *noeux, MAI)
    with desk.writing() as unit:
        vie.approuver(unit, diffuse, mai)
        unit.commit()
    say_otherwise(desk, diffuse)
    vie.rectifier(desk, diffuse, MOTIF)
    with desk.reading() as unit:
        (note,) = [one for one in papiers.de_fiche(unit, "reunion", diffuse) if one.sorte == "rectificatif"]
        assert "approuvée le 5 mai 2026" in words(papiers.contenu(unit, note.uid) or b"")


def test_erasing_a_person_rewrites_nothing_that_was_handed_over(
    desk: Desk, noeux: tuple[str, dict[str, str]], tmp_path: Path
) -> None:
    membre = noeux[1]["H-01"]
    with desk.writing() as unit:
        draft = records.load(unit, "membre", membre)
        draft.values |= {"nom": "Exemple", "prenom": "Camille"}
        records.save(unit, draft)
        unit.commit()
    uid = held(desk, *noeux)
    hand_over(desk, uid)
    before = kept(desk, uid)
    assert "EXEMPLE Camille" in words(before)
    with desk.writing() as unit:
        demande = records.blank(
            unit, "demande", droit=Droit.EFFACEMENT, membre_uid=membre, recue_le=desk.today(), identite_le=desk.today()
        )
        records.save(unit, demande)
        personnes.relever(unit, demande.uid)
        effacement.effacer(unit, demande.uid)
        unit.commit()
    assert printing.print_to(desk, "compte-rendu", uid, tmp_path / "cr.pdf").read_bytes() == before
    assert (told(desk, uid).alerte, told(desk, uid).changements) == ("", ())


def test_the_paper_waits_for_the_kept_one_of_the_version_in_force(desk: Desk, diffuse: str) -> None:
    """A version made since on another laptop: what is kept here is not in force any more."""
    put(desk, diffuse, cr_version=2, compte_rendu=EtatCompteRendu.RECTIFIE)
    assert handed(desk, diffuse) is None
    assert "par un autre poste" in told(desk, diffuse).alerte


def test_what_is_not_a_compte_rendu_is_never_frozen(desk: Desk, diffuse: str) -> None:
    assert handed(desk, diffuse, "emargement") is None
    with desk.reading() as unit:
        assert comptes_rendus.offerts(unit, diffuse) == {Pas.RECTIFIER}
