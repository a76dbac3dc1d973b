"""Lists and years as files: what is in them, what never is, what the « Lisez-moi » says."""

import datetime as dt
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from db.models.projet_listes import Financeur, Moment
from db.types import new_uid
from pvdesk.fiches import FICHES, TABLEAUX
from pvdesk.kit.draft import LineDraft
from pvdesk.kit.schema import Kind, schema
from pvdesk.store import records
from pvdesk.store.desk import Desk
from pvdesk.tables import annee, feuilles, fichier
from pvdesk.tables.modele import Audience, Sorte
from pvdesk.tables.refus import Refus
from tests import builders
from tests.pvdesk.mission.exchange import a_pair, conseil, make_template, reunion
from tests.pvdesk.tables import reading

SECRET = "Confidence à ne jamais écrire"
PHRASE = "=HYPERLINK(1)"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A poste with ten members, two meetings, a project and its budget, a fiche in the corbeille. Only read."""
    made = builders.make_desk(tmp_path_factory.mktemp("tableaux") / "d")
    conseil, _ = builders.add_dix(made)
    builders.add_reunion(made, conseil, dt.date(2025, 12, 30), objet="L’an passé")
    builders.add_reunion(made, conseil, dt.date(2026, 3, 4), objet=PHRASE, note=SECRET, conseils_femmes=7)
    gone = builders.add_reunion(made, conseil, dt.date(2026, 3, 5), objet="Jetée")
    with made.writing() as unit:
        records.delete(unit, "reunion", gone)
        projet = records.blank(unit, "projet", intitule="Jardin", annee=2026)
        projet.lines["cofinanceurs"].append(
            LineDraft(new_uid(), {"financeur": Financeur.BOP_147, "demande": 150050, "verse_le": dt.date(2026, 5, 8)})
        )
        records.save(unit, projet)
        projet = records.blank(unit, "projet", intitule="Ancien", annee=2024)
        for femmes, hommes in ((3, 6), (2, 2), (20, 30)):
            counts = {"moment": Moment.REALISE, "femmes": femmes, "hommes": hommes, "total": femmes + hommes}
            projet.lines["beneficiaires"].append(LineDraft(new_uid(), counts))
        records.save(unit, projet)
        records.save(unit, records.blank(unit, "visite", objet="Sans date"))
        unit.commit()
    yield made
    made.close()


def by_title(rows: list[dict[str, reading.Cell]]) -> list[dict[str, Any]]:
    """Rows of a sheet by the titles of its columns."""
    titles = {letters: cell[1] for letters, cell in rows[0].items()}
    return [{titles[letters]: cell[1] for letters, cell in row.items()} for row in rows[1:]]


def read(desk: Desk, demande: fichier.Demande, tmp_path: Path) -> dict[str, list[dict[str, reading.Cell]]]:
    """The sheets of a list."""
    return reading.xlsx(fichier.liste(desk, demande, tmp_path / "t.xlsx").chemin.read_bytes())


def said(sheets: dict[str, list[dict[str, reading.Cell]]]) -> str:
    """The page to be read first."""
    return "\n".join(str(row["B"][1]) for row in sheets["Lisez-moi"][1:])


def test_a_list_is_written_with_its_typed_data_and_its_lines(desk: Desk, tmp_path: Path) -> None:
    sheets = read(desk, fichier.Demande("projet"), tmp_path)
    assert list(sheets) == ["Lisez-moi", "Projets", "Projets — Produits", "Projets — Bénéficiaires", "Colonnes"]
    new, old = by_title(sheets["Projets"])
    assert (old["Intitulé"], new["Intitulé"]) == ("Ancien", "Jardin")
    assert (new["État"], new["Poste d’origine"]) == ("Brouillon", "D07")
    (line,) = by_title(sheets["Projets — Produits"])
    assert (line["Demandé"], line["Versé le"], line["Projet"]) == (1500.5, 46150.0, "Jardin, 2026")
    assert line["Identifiant de la fiche"] == new["Identifiant"]


def test_what_is_private_never_leaves_and_what_is_binned_is_told(desk: Desk, tmp_path: Path) -> None:
    target = tmp_path / "reunions.xlsx"
    fichier.liste(desk, fichier.Demande("reunion"), target)
    parts = reading.parts(target.read_bytes())
    assert not any(SECRET.encode() in part or "Jetée".encode() in part for part in parts.values())
    sheets = reading.xlsx(target.read_bytes())
    assert [row["Objet"] for row in by_title(sheets["Réunions"])] == [PHRASE, "L’an passé"]
    assert "Observations internes" in said(sheets)
    assert "Réunions\u00a0: 1\u00a0fiche à la corbeille." in said(sheets)
    assert "Ne le diffusez pas" in said(sheets)


def test_the_list_chosen_on_the_screen_keeps_its_order_and_its_words(desk: Desk, tmp_path: Path) -> None:
    with desk.reading() as unit:
        uids = feuilles.uids(unit, "membre")[:4][::-1]
    sheets = read(desk, fichier.Demande("membre", uids=uids, filtre="Quatre membres."), tmp_path)
    assert [row["Identifiant"] for row in by_title(sheets["Membres"])] == uids
    assert "Quatre membres." in said(sheets)
    assert by_title(sheets["Membres"])[0]["Nom"] in {nom for _, nom, _, _ in builders.DIX}


def test_words_are_found_as_by_a_search(desk: Desk, tmp_path: Path) -> None:
    sheets = read(desk, fichier.Demande("projet", mots="jard"), tmp_path)
    assert [row["Intitulé"] for row in by_title(sheets["Projets"])] == ["Jardin"]


def test_the_public_reads_no_name_and_no_free_text(desk: Desk, tmp_path: Path) -> None:
    sheets = read(desk, fichier.Demande("reunion", Audience.PUBLIQUE), tmp_path)
    (first, _) = by_title(sheets["Réunions"])
    assert first["Conseil"] == "Conseil citoyen Les Tilleuls"
    assert first["Conseils\u00a0: femmes"] == 7
    assert not {"Animation", "Lieu", "Secrétaire de séance", "Diffusé à"} & set(first)
    assert "sans nom" in said(sheets)
    with pytest.raises(Refus, match="pas de version à diffuser"):
        fichier.liste(desk, fichier.Demande("membre", Audience.PUBLIQUE), tmp_path / "m.xlsx")
    assert not (tmp_path / "m.xlsx").exists()


def test_the_public_does_not_read_who_was_looked_for(desk: Desk, tmp_path: Path) -> None:
    for demande in (
        fichier.Demande("projet", Audience.PUBLIQUE, filtre="Liste filtrée\u00a0: «\u00a0Exemple\u00a0»."),
        fichier.Demande("projet", Audience.PUBLIQUE, mots="Exemple"),
    ):
        sheets = read(desk, demande, tmp_path)
        assert "Exemple" not in said(sheets)
        assert "Liste filtrée." in said(sheets)


def test_the_public_reads_no_other_text_than_the_names_of_fiches() -> None:
    read: dict[str, list[str]] = {}
    for table, fiche in FICHES.items():
        if feuilles.publiable(table):
            champs = feuilles.champs_de(fiche, Audience.PUBLIQUE)
            for line in schema(fiche.model).line_data:
                assert line.lines is not None
                champs += feuilles.champs_de_lignes(line.lines, Audience.PUBLIQUE)
            shown = [champ.datum for champ in champs if champ.datum is not None]
            assert not [d.key for d in shown if d.about.personal or d.about.private]
            assert not [d.key for d in shown if d.target in FICHES and not feuilles.publiable(d.target)]
            read[table] = [d.key for d in shown if d.kind in {Kind.TEXT, Kind.OPEN, Kind.LONG}]
    assert {table: keys for table, keys in read.items() if keys} == {
        "reunion": ["objet"], "visite": ["objet"], "convention": ["numero"], "projet": ["intitule"],
        "conseil": ["nom"], "fiche_dispositif": ["nom"], "organisme": ["nom"],
    }  # fmt: skip


def test_a_year_holds_its_fiches_the_directory_and_the_figures(desk: Desk, tmp_path: Path) -> None:
    target = tmp_path / "annee.xlsx"
    done = fichier.annee(desk, 2026, target)
    sheets = reading.xlsx(target.read_bytes())
    assert [row["Objet"] for row in by_title(sheets["Réunions"])] == [PHRASE]
    assert [row["Intitulé"] for row in by_title(sheets["Projets"])] == ["Jardin"]
    assert len(by_title(sheets["Membres"])) == len(builders.DIX)
    assert by_title(sheets["Visites"])[0]["Objet"] == "Sans date"  # made this year: it is of no other
    assert by_title(sheets["Indicateurs"])
    assert by_title(sheets["Objectifs"])
    assert done.lignes == sum(len(rows) - 1 for name, rows in sheets.items() if name not in {"Lisez-moi", "Colonnes"})
    assert "Sans fiche cette année" in said(sheets)
    past = reading.xlsx(fichier.annee(desk, 2025, tmp_path / "avant.xlsx").chemin.read_bytes())
    assert [row["Objet"] for row in by_title(past["Réunions"])] == ["L’an passé"]
    assert "Visites" not in past


def test_the_public_year_leaves_people_out_and_says_so(desk: Desk, tmp_path: Path) -> None:
    sheets = reading.xlsx(fichier.annee(desk, 2026, tmp_path / "a.xlsx", Audience.PUBLIQUE).chemin.read_bytes())
    assert not {"Membres", "Demandes", "Actions"} & set(sheets)
    assert "Absents de la version à diffuser" in said(sheets)
    everything = str(sheets)
    assert not [nom for prenom, nom, _, _ in builders.DIX if f"{prenom} {nom}" in everything]


def test_small_counts_of_people_are_kept_from_the_public_alone(desk: Desk, tmp_path: Path) -> None:
    asked = fichier.Demande("projet", Audience.PUBLIQUE, mots="ancien")
    sheets = read(desk, asked, tmp_path)
    few, tu = "<\u00a05", "n.\u00a0d."
    public = [(row["Femmes"], row["Hommes"], row["Total"]) for row in by_title(sheets["Projets — Bénéficiaires"])]
    assert public == [(few, 6, tu), (few, few, few), (20, 30, 50)]
    assert f"«\u00a0{few}\u00a0»" in said(sheets)
    inside = by_title(read(desk, fichier.Demande("projet", mots="ancien"), tmp_path)["Projets — Bénéficiaires"])
    assert [row["Total"] for row in inside] == [9, 4, 50]


def test_a_year_is_a_workbook_or_a_zip_of_csv(desk: Desk, tmp_path: Path) -> None:
    with zipfile.ZipFile(fichier.annee(desk, 2026, tmp_path / "a.zip").chemin) as zipped:
        assert {"Lisez-moi.csv", "Réunions.csv", "Indicateurs.csv", "Colonnes.csv"} <= set(zipped.namelist())
        assert "\"'=HYPERLINK(1)\"" in zipped.read("Réunions.csv").decode("utf-8-sig")
    opened = reading.ods(fichier.annee(desk, 2026, tmp_path / "a.ods").chemin.read_bytes())
    assert next(iter(opened)) == "Lisez-moi"
    for name in ("a.csv", "a.txt", "a"):
        with pytest.raises(Refus):
            fichier.annee(desk, 2026, tmp_path / name)


def test_every_type_knows_whether_it_is_of_a_year() -> None:
    dated = {table: datum.key for table in FICHES if (datum := annee.date_de(table)) is not None}
    assert dated == {
        "reunion": "date", "visite": "date", "activite": "debut", "controle": "date", "projet": "annee",
        "releve": "date", "action": "echeance", "note_mensuelle": "mois", "demande": "recue_le",
        "correction": "demandee_le",
    }  # fmt: skip


@pytest.mark.parametrize("table", [*FICHES, *TABLEAUX, fichier.INDICATEURS])
def test_every_list_makes_a_table(table: str, desk: Desk, tmp_path: Path) -> None:
    data = fichier.liste(desk, fichier.Demande(table), tmp_path / "t.csv").chemin.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")


def test_a_reference_table_is_typed_too(desk: Desk, tmp_path: Path) -> None:
    with desk.reading() as unit:
        arrondissements = feuilles.referentiel(unit, "arrondissement")
        quartiers = feuilles.referentiel(unit, "quartier", "noeux")
    assert [c.sorte for c in arrondissements.colonnes] == [Sorte.TEXTE, Sorte.TEXTE, Sorte.ENTIER]
    assert isinstance(next(iter(arrondissements.lignes()))[2], int)
    assert 0 < quartiers.compte < 100


def test_public_facts_are_not_said_to_be_personal(desk: Desk, tmp_path: Path) -> None:
    assert "aucune donnée personnelle" in said(read(desk, fichier.Demande("epci"), tmp_path))


def test_a_file_that_cannot_be_written_leaves_nothing(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "t.xlsx").mkdir()
    with pytest.raises(IsADirectoryError):
        fichier.liste(desk, fichier.Demande("projet"), tmp_path / "t.xlsx")
    assert [path.name for path in tmp_path.rglob("*")] == ["t.xlsx"]


def test_a_long_work_tells_and_may_be_interrupted(desk: Desk, tmp_path: Path) -> None:
    told: list[tuple[int, int, str]] = []

    def stop(done: int, total: int, sheet: str) -> None:
        told.append((done, total, sheet))
        if sheet == "Projets":
            raise InterruptedError

    with pytest.raises(InterruptedError):
        fichier.liste(desk, fichier.Demande("projet"), tmp_path / "t.xlsx", stop)
    assert [sheet for _, _, sheet in told] == ["Lisez-moi", "Projets"]
    assert not list(tmp_path.iterdir())


def test_the_mission_says_where_its_fiches_come_from_and_what_is_in_doubt(tmp_path: Path) -> None:
    with a_pair(make_template(tmp_path / "modele"), tmp_path) as pair:
        uid, members = conseil(pair.poste)
        reunion(pair.poste, uid, members)
        pair.take(pair.send())
        text = said(read(pair.mission, fichier.Demande("reunion"), tmp_path))
    assert "Base\u00a0: mission politique de la ville" in text
    assert "Poste D07\u00a0: 1\u00a0fiche." in text
    assert "Poste D07\u00a0: dernier lot intégré n°\u00a01" in text
    assert "Réunions\u00a0: Terminé 1." in text
    assert "Conflits entre postes\u00a0: 0" in text
