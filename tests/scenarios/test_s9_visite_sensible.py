"""S9 : une visite avec une remarque sensible, puis une demande d’accès et d’effacement."""

import datetime as dt
import io
import json
from collections.abc import Iterator
from pathlib import Path

import PIL.Image
import pytest
from PIL.ExifTags import GPS, IFD, Base
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from sqlalchemy import select, text

from db.base import Base as Tables
from db.base import Etat
from db.models.conseil_listes import College
from db.models.seance import StatutPresence, StatutReunion
from db.models.visite import VisiteRencontre
from db.search import fold
from db.types import new_uid
from pvdesk.kit.draft import LineDraft
from pvdesk.kit.schema import schema
from pvdesk.reports import printing
from pvdesk.store import personnes, photos, records
from pvdesk.store.desk import Desk
from tests.pvdesk.mission.exchange import Pair, Template, a_pair, make_template
from tests.pvdesk.reports.reading import heard
from tests.scenarios.conftest import lire
from tests.scenarios.formulaire import Fenetre, Formulaire, plain
from ui.special.mention_lines import MentionBox, MentionLines
from ui.theme.apply import apply
from ui.theme.theme import Theme

SENSIBLE = "le médiateur, malade depuis sa dépression, ne tient plus la permanence"
RECRITE = "poste non tenu ce jour"
MENTIONS = ("Mme Alix Spécimen demande un banc.", "H-07 relance la mairie.")


class Histoire:
    """Le poste, la mission et la fenêtre, du 14 avril au 14 octobre 2026."""

    def __init__(self, pair: Pair) -> None:
        self.pair = pair
        self.fenetre = Fenetre(pair.poste)

    @property
    def poste(self) -> Desk:
        return self.pair.poste

    def le(self, jour: dt.date) -> None:
        """Le jour où l’on est."""
        self.pair.clock.now = dt.datetime.combine(jour, dt.time(9, 0), dt.UTC)


@pytest.fixture(scope="module")
def modele(tmp_path_factory: pytest.TempPathFactory) -> Template:
    return make_template(tmp_path_factory.mktemp("modele"))


@pytest.fixture
def histoire(qapp: QApplication, modele: Template, tmp_path: Path) -> Iterator[Histoire]:
    apply(qapp, Theme())
    with a_pair(modele, tmp_path) as pair:
        made = Histoire(pair)
        yield made
        made.fenetre.fermer()
        QCoreApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete.value))


def tout(desk: Desk) -> str:
    """Toutes les valeurs de la base, son journal et son index."""
    with desk.reading() as unit:
        tables = [t for t in Tables.metadata.sorted_tables if "source" not in t.columns]
        rows = [str(tuple(row)) for table in tables for row in unit.session.execute(select(table))]
        rows += unit.session.execute(text("SELECT texte FROM recherche")).scalars().all()
    return fold("\n".join(rows))


def terminer(desk: Desk, table: str, uid: str) -> None:
    with desk.writing() as unit:
        assert not [f.phrase for f in records.finish(unit, table, uid) if f.stops]
        unit.commit()


def photo(path: Path) -> Path:
    """Une photo de téléphone, avec son lieu."""
    exif = PIL.Image.Exif()
    exif.get_ifd(IFD.GPSInfo).update({GPS.GPSLatitudeRef: "N", GPS.GPSLatitude: (50.0, 25.0, 52.0)})
    exif[Base.Make] = "Appareil d’essai"
    PIL.Image.new("RGB", (640, 480), "blue").save(path, "JPEG", exif=exif)
    return path


def membre_h07(desk: Desk) -> tuple[str, list[str]]:
    """H-07, dont le mandat a pris fin le 30/09/2025, ses neuf réunions terminées."""
    with desk.writing() as unit:
        conseil = records.save(unit, records.blank(unit, "conseil", nom="Conseil citoyen Les Tilleuls")).uid
        membre = records.blank(
            unit, "membre", conseil_uid=conseil, code="H-07", nom="Spécimen", prenom="Alix",
            college=College.HABITANTS, debut=dt.date(2023, 1, 9), telephone="06 00 00 00 00",
        )  # fmt: skip
        records.save(unit, membre)
        reunions = []
        for rang in range(9):
            seance = records.blank(
                unit, "reunion", conseil_uid=conseil, date=dt.date(2025, rang + 1, 4), debut=dt.time(18, 30),
                lieu="Maison de quartier", statut=StatutReunion.TENUE,
            )  # fmt: skip
            venue = {"membre_uid": membre.uid, "statut": StatutPresence.PRESENT}
            seance.lines["presences"] = [LineDraft(new_uid(), venue)]
            echanges = MENTIONS[rang] if rang < len(MENTIONS) else None
            seance.lines["points"] = [LineDraft(new_uid(), {"titre": "Tour de table", "echanges": echanges})]
            reunions.append(records.save(unit, seance).uid)
        unit.commit()
    terminer(desk, "membre", membre.uid)
    for uid in reunions:
        terminer(desk, "reunion", uid)
    return membre.uid, reunions


def demander(histoire: Histoire, droit: str) -> str:
    """La demande, saisie dans son formulaire ; les mentions relevées."""
    form = histoire.fenetre.nouvelle("demande")
    form.saisir(recue_le="14/10/2026", droit=droit, membre_uid="SPÉCIMEN Alix", identite_le="14/10/2026")
    form.enregistrer()
    assert form.lu("echeance") == "14/11/2026"
    view = mentions(form)
    view.collect.click()
    assert [plain(box.words.text()) for box in view.boxes if isinstance(box, MentionBox)] == [
        f"« {mention} »" for mention in MENTIONS
    ]
    form.enregistrer()
    return form.uid


def mentions(form: Formulaire) -> MentionLines:
    view = form.page.form.fields.lists["mentions"]
    assert isinstance(view, MentionLines)
    return view


def test_un_mot_de_sante_est_signale_et_la_phrase_recrite_ne_l_est_plus(histoire: Histoire, tmp_path: Path) -> None:
    histoire.le(dt.date(2026, 4, 14))
    form = histoire.fenetre.nouvelle("visite")
    form.saisir(date="14/04/2026", objet="Marche exploratoire", lieu="Grande Résidence", constats=SENSIBLE)
    form.enregistrer()
    (dit,) = form.dit("constats")
    assert dit.startswith("Constats : ce texte parle peut-être de santé")
    assert "« poste non tenu ce jour »" in dit
    form.saisir(constats=RECRITE)
    assert form.enregistrer().values["constats"] == RECRITE
    assert form.dit("constats") == []
    # Personne n’est nommé : on rencontre une fonction et un organisme.
    assert [d.key for d in schema(VisiteRencontre).stored] == ["fonction", "organisme"]
    with histoire.poste.writing() as unit:
        uid = photos.add(unit, form.uid, photo(tmp_path / "photo.jpg"), "Le hall")
        unit.commit()
    with histoire.poste.reading() as unit:
        kept = PIL.Image.open(io.BytesIO(photos.content(unit, uid) or b""))
    assert not kept.getexif()
    assert "Exif" not in str(kept.info.keys())


def test_une_ancienne_membre_apprend_tout_ce_qui_est_detenu(histoire: Histoire, tmp_path: Path) -> None:
    histoire.le(dt.date(2025, 10, 1))
    membre, _ = membre_h07(histoire.poste)
    fini = histoire.fenetre.ouvrir("membre", membre)
    fini.saisir(fin="30/09/2025", motif_fin="Démission").enregistrer()
    # Les coordonnées sont proposées à la purge un an après la fin du mandat.
    with histoire.poste.reading() as unit:
        proposees = [p for p in personnes.purges(unit, dt.date(2026, 9, 30)) if p.uid == membre]
        assert not [p for p in personnes.purges(unit, dt.date(2026, 9, 29)) if p.uid == membre]
    assert [(p.le, p.quoi) for p in proposees] == [(dt.date(2026, 9, 30), personnes.COORDONNEES)]
    histoire.le(dt.date(2026, 10, 14))
    demande = demander(histoire, "Accès (art. 15)")
    revue = histoire.fenetre.ouvrir("demande", demande)
    revue.corriger_ligne("mentions", 1, revue="Gardée").corriger_ligne("mentions", 2, revue="Masquée").enregistrer()
    papier = printing.print_to(histoire.poste, "acces", demande, tmp_path / "acces.pdf")
    imprime = plain(heard(papier.read_bytes()))
    assert "Conseil citoyen Les Tilleuls" in imprime
    assert [f"{rang:02d}/2025" in imprime for rang in range(1, 10)] == [True] * 9
    assert (MENTIONS[0] in imprime, MENTIONS[1] in imprime) == (True, False)
    with histoire.poste.reading() as unit:
        dossier = json.loads(json.dumps(personnes.dossier(unit, demande).as_json()))
    assert dossier["donnees"]["Conseil"] == "Conseil citoyen Les Tilleuls"
    assert len(dossier["presences"]) == 9
    assert [m["extrait"] for m in dossier["mentions"]] == [MENTIONS[0], None]


def test_le_nom_disparait_partout_et_un_ancien_lot_ne_le_ramene_pas(histoire: Histoire, tmp_path: Path) -> None:
    pair = histoire.pair
    histoire.le(dt.date(2026, 6, 10))
    membre, reunions = membre_h07(histoire.poste)
    diffuse = printing.print_to(histoire.poste, "compte-rendu", reunions[0], tmp_path / "diffuse.pdf").read_bytes()
    importe = pair.send()
    pair.take(importe)
    histoire.fenetre.ouvrir("membre", membre).saisir(fonction="référent").enregistrer()
    terminer(histoire.poste, "membre", membre)
    egare = pair.send()  # écrit en juin, retrouvé en novembre
    assert "specimen" in tout(pair.mission)
    histoire.le(dt.date(2026, 10, 14))
    demande = demander(histoire, "Effacement (art. 17)")
    revue = histoire.fenetre.ouvrir("demande", demande)
    mentions(revue).erase.click()
    mentions(revue).erase.click()
    assert "2 mentions attendent votre revue" in plain(mentions(revue).told.text())
    assert "specimen" in tout(histoire.poste)
    revue.corriger_ligne("mentions", 1, revue="Masquée").corriger_ligne("mentions", 2, revue="Gardée").enregistrer()
    mentions(revue).erase.click()  # puis la confirmation
    mentions(revue).erase.click()
    assert (
        histoire.fenetre.ouvrir("demande", demande).lu("reponse").startswith("Le mercredi 14 octobre 2026, votre nom")
    )
    assert lire(histoire.poste, "demande", demande).etat is Etat.FINAL
    for mot in ("specimen", "alix", "06 00 00 00 00"):
        assert mot not in tout(histoire.poste)
    with histoire.poste.reading() as unit:
        garde = personnes.tout_sur(unit, "membre", membre)
        reponse = plain(records.load(unit, "demande", demande).values["reponse"])
    assert garde.nom == "H-07"
    assert len(garde.presences) == 9
    # Le papier diffusé n’est pas touché, et la réponse le dit.
    assert (tmp_path / "diffuse.pdf").read_bytes() == diffuse
    assert "comptes rendus déjà diffusés ne sont pas modifiés" in reponse
    # L’ordre atteint la mission ; ni l’ancien lot, ni le lot égaré ne ramènent le nom.
    pair.take(pair.send())
    assert "specimen" not in tout(pair.mission)
    histoire.le(dt.date(2026, 11, 2))
    assert pair.take(importe).deja is not None
    pair.take(egare)
    for mot in ("specimen", "alix", "06 00 00 00 00"):
        assert mot not in tout(pair.mission)
    assert pair.at_mission(membre, "membre").values["code"] == "H-07"
