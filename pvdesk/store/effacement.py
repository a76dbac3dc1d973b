"""A person becomes a code, in a base and in all that remembers: journal, typed leftovers, index, clashes (domain 4.6).

Both ends use it: the poste that decides, and the mission when the order comes in a lot.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import delete, select, update

from db import search
from db.base import Etat, Personne, Record
from db.journal import Trace
from db.models.arbitrage import Conflit
from db.models.demande import Demande
from db.models.demande_listes import DecisionDemande, Droit, Revue, StatutDemande
from db.models.echange import Lot, Rebut, Suivi
from pvdesk.base import francais
from pvdesk.fiches import FICHES
from pvdesk.kit.schema import Kind, schema
from pvdesk.kit.validation import Finding
from pvdesk.store import mentions, records
from pvdesk.store.unit import UnitOfWork

_ANSWER = (
    "Le {jour}, votre nom a été remplacé par «\u00a0{code}\u00a0» et vos coordonnées ont été effacées de la base et de "
    "son historique. Vos présences restent comptées sous ce code. Les comptes rendus déjà diffusés ne sont pas "
    "modifiés\u00a0: ce sont des documents d’archives (RGPD, art.\u00a017-3)."
)


class NotErasable(ValueError):  # noqa: N818 - said as in « demande non effaçable »
    """The request does not allow an erasure yet: what to do, in French."""

    def __init__(self, phrase: str) -> None:
        super().__init__(phrase)
        self.phrase = f"{phrase}\nRien n’a été effacé."


@dataclass(frozen=True, slots=True)
class Effacement:
    """What an erasure did: the person's code, how many texts were rewritten, what still stops the request.

    `deja`: it had been done before, nothing was changed.
    """

    table: str
    uid: str
    code: str
    textes: int
    constats: tuple[Finding, ...]
    deja: bool = False


def effacer(unit: UnitOfWork, demande_uid: str) -> Effacement:
    """Apply a request of erasure; twice has one effect. The unit still has to commit.

    Raises:
        NotErasable: another right, no fiche, identity not checked, refused, or a mention waits for its review.
        records.Absent: no such request.
    """
    done = faite(unit, demande_uid)
    if done is not None:
        return done
    demande = unit.session.get_one(Demande, demande_uid)
    table, personne = concerned(unit, demande)
    _allow(unit, demande, table, personne)
    code = mentions.code_of(personne)
    own = mentions.reponse_de(demande_uid)  # an answer typed before the erasure may bear the name
    answered = [own] if _mask(unit, own, personne) else []
    hidden = [m.chemin for m in demande.mentions if m.revue is Revue.MASQUEE and m.chemin]
    texts = sum(_mask(unit, chemin, personne) for chemin in hidden)
    _empty(unit, personne)
    for chemin in hidden + answered:
        forget_text(unit, chemin)
    scrub(unit, table, personne.uid)
    forget_twins(unit, table, personne.uid)
    demande.effacee_le = demande.effacee_le or _today(unit)
    demande.decision = demande.decision or DecisionDemande.ACCEPTEE
    demande.reponse = demande.reponse or _ANSWER.format(jour=francais.date_longue(demande.effacee_le), code=code)
    demande.reponse_le = demande.reponse_le or _today(unit)
    demande.statut = StatutDemande.REPONDUE
    records.touch(unit, demande)
    unit.session.flush()
    reindex(unit, table, personne.uid)
    return Effacement(table, personne.uid, code, texts, records.finish(unit, "demande", demande_uid))


def faite(unit: UnitOfWork, demande_uid: str) -> Effacement | None:
    """What was done of a request already applied and answered; None of one that is still to be applied.

    Raises:
        NotErasable: the request points to no fiche.
        records.Absent: no such request.
    """
    demande = unit.session.get(Demande, demande_uid)
    if demande is None:
        raise records.Absent(demande_uid)
    table, personne = concerned(unit, demande)
    if not _faite(demande, personne):
        return None
    return Effacement(table, personne.uid, mentions.code_of(personne), 0, (), deja=True)


def _faite(demande: Demande, personne: Personne) -> bool:
    return None not in {demande.effacee_le, personne.anonymise_le} and demande.statut is StatutDemande.REPONDUE


def concerned(unit: UnitOfWork, demande: Demande) -> tuple[str, Personne]:
    """The person that a request is about.

    Raises:
        NotErasable: the person has no fiche.
    """
    if demande.personne is None:
        raise NotErasable("Cette demande ne désigne pas de fiche\u00a0: choisissez la personne dans la demande.")
    table, uid = demande.personne
    personne = unit.session.get(FICHES[table].model, uid)
    if not isinstance(personne, Personne):
        raise records.Absent(uid)
    return table, personne


def _allow(unit: UnitOfWork, demande: Demande, table: str, personne: Personne) -> None:
    if demande.droit is not Droit.EFFACEMENT:
        raise NotErasable("Cette demande n’exerce pas le droit à l’effacement\u00a0: corrigez le droit exercé.")
    if demande.decision is DecisionDemande.REFUSEE:
        raise NotErasable("La décision est un refus\u00a0: changez-la avant d’effacer.")
    if demande.identite_le is None:
        raise NotErasable("L’identité n’est pas vérifiée\u00a0: indiquez la date de vérification dans la demande.")
    reviewed = {m.chemin for m in demande.mentions if m.revue is not None}
    waiting = [text for text in mentions.mentions(unit, table, personne, demande.uid) if text.chemin not in reviewed]
    if waiting and personne.anonymise_le is None:
        phrase = f"{francais.pluriel(len(waiting), 'mention attend', 'mentions attendent')} votre revue"
        raise NotErasable(f"{phrase}\u00a0: gardez ou masquez chacune dans la demande.")


def _mask(unit: UnitOfWork, chemin: str, personne: Personne) -> bool:
    """Rewrite a text that names the person; whether it was changed."""
    found = mentions.row_of(unit, chemin)
    if found is None:
        return False
    record, row, champ = found
    column, _, key = champ.partition("/")
    held = getattr(row, column)
    if held is None or (key and key not in held):
        return False
    written = held[key] if key else held
    made = mentions.masked(str(written), personne)
    if made == written:
        return False
    setattr(row, column, {**held, key: made} if key else made)
    records.touch(unit, record)
    unit.session.flush()
    records.index(unit, record)
    return True


def _empty(unit: UnitOfWork, personne: Personne) -> None:
    if personne.anonymise_le is not None:
        return
    keys = personal(type(personne))
    for key in keys:
        setattr(personne, key, None)
    personne.saisies = without(personne.saisies, keys) or None
    personne.anonymise_le = _today(unit)
    follow = unit.session.get(Suivi, personne.uid)
    if personne.etat is Etat.BROUILLON and follow is not None and follow.exporte_n:
        personne.etat = Etat.FINAL  # the mission holds the name: the order leaves with the next lot, draft or not
    records.touch(unit, personne)
    unit.session.flush()


def _today(unit: UnitOfWork) -> Any:
    return unit.now.astimezone().date()


# ---- what both ends do
@cache
def personal(model: type[Record]) -> frozenset[str]:
    """The keys of the data that tell who a person is."""
    return frozenset(d.key for d in schema(model).stored if d.about.personal)


def without(held: Any, keys: frozenset[str]) -> Any:
    """The same values, those of these keys gone; other values as they are."""
    if not isinstance(held, Mapping):
        return held
    return {k: without(v, keys) for k, v in held.items() if k not in keys}


def scrub(unit: UnitOfWork, table: str, uid: str) -> None:
    """Forget who a person was: in the journal and in what an import set aside."""
    keys = personal(FICHES[table].model)
    query = select(Trace.n, Trace.champ, Trace.avant, Trace.apres).where(Trace.uid == uid)
    for trace in unit.all(query):
        gone = trace.champ in keys
        kept = {key: None if gone else without(getattr(trace, key), keys) for key in ("avant", "apres")}
        if kept != {"avant": trace.avant, "apres": trace.apres}:
            unit.session.execute(update(Trace).where(Trace.n == trace.n).values(kept))
    unit.session.execute(delete(Rebut).where(Rebut.type == table, Rebut.uid == uid, Rebut.champ.in_(sorted(keys))))
    for clash in unit.session.scalars(select(Rebut).where(Rebut.type == table, Rebut.uid == uid)):
        clash.ligne = without(clash.ligne, keys)
    _scrub_clashes(unit, uid, keys)
    unit.session.flush()


def _scrub_clashes(unit: UnitOfWork, uid: str, keys: frozenset[str]) -> None:
    """Forget a person in what waits for a decision, and in what undoing an import would put back."""
    unit.session.execute(delete(Conflit).where(Conflit.uid == uid, Conflit.champ.in_(sorted(keys))))
    for clash in unit.session.scalars(select(Conflit).where(Conflit.uid == uid)):
        clash.ligne = without(clash.ligne, keys)
        if isinstance(clash.ligne, Mapping):
            said = {part: without(clash.ligne.get(part), keys) for part in ("valeurs", "modifs")}
            clash.ligne = {**clash.ligne, **said}
    for lot in unit.session.scalars(select(Lot).where(Lot.avant.is_not(None))):
        kept = [row for row in (lot.avant or {}).get("conflits", ()) if row["uid"] != uid]
        if len(kept) != len((lot.avant or {}).get("conflits", ())):
            lot.avant = {**lot.avant, "conflits": kept}


def forget_twins(unit: UnitOfWork, table: str, uid: str) -> None:
    """The fiches united with that of a person who is forgotten are of the same person: forget them too."""
    model: Any = FICHES[table].model
    met, asked = {uid}, {uid}
    while asked:
        lost = model.uid.in_(asked) & model.remplace_par.is_not(None)
        united = select(model).where(lost | model.remplace_par.in_(asked))
        asked = set()
        for row in unit.session.scalars(united):
            asked |= {row.uid, row.remplace_par} - met
        met |= asked
    for twin in sorted(met - {uid}):
        personne = unit.session.get(model, twin)
        if isinstance(personne, Personne):
            _empty(unit, personne)
            scrub(unit, table, twin)
            reindex(unit, table, twin)


def forget_text(unit: UnitOfWork, chemin: str) -> None:
    """Forget what a text said before: its line of history stays, without words."""
    _, _, row_uid, champ = chemin.split("/", 3)
    rewritten = (Trace.uid == row_uid) & (Trace.champ == champ.partition("/")[0])
    unit.session.execute(update(Trace).where(rewritten).values(avant=None, apres=None))
    unit.session.execute(delete(Conflit).where(Conflit.uid == row_uid, Conflit.champ == champ.partition("/")[0]))


def reindex(unit: UnitOfWork, table: str, uid: str) -> None:
    """Index a person anew, and the fiches that were found by that name."""
    connection = unit.session.connection()
    search.remove(connection, uid)
    for fiche in FICHES.values():
        model: Any = fiche.model
        pointing = [d.key for d in schema(model).stored if d.kind is Kind.REFERENCE and d.target == table]
        for key in pointing:
            for record in unit.session.scalars(select(model).where(getattr(model, key) == uid)):
                records.index(unit, record)
    person = unit.session.get(FICHES[table].model, uid)
    if person is not None:
        records.index(unit, person)
