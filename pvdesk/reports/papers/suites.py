"""What followed from a meeting, as its papers show it: decisions D1…, projects P1…, actions A1…, who was there."""

from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from pvdesk.base.francais import date_courte, montant, pluriel
from pvdesk.reports.blocks import Column, Grid, Inline, Para, Plain, Strong, Words
from pvdesk.reports.papers.seance import Action, Audience, Etat, Minutes, Presence, Projet, Suite

_ETATS: dict[Etat, str] = {
    "présent": "Présents",
    "à distance": "À distance",
    "représenté": "Représentés",
    "excusé": "Excusés",
    "absent": "Absents",
    "invité": "Invités",
}
_LEFT = {False: 58, True: 62}  # share of the number and of what it numbers: the grids of a paper stand in line
_VENUS = ("présent", "à distance", "invité")


def releve(m: Minutes, *, suivi: bool = False) -> Iterator[Plain]:
    """Decisions, decisions on projects, actions; what there is none of is said.

    Args:
        m: the meeting.
        suivi: with references that hold from one meeting to the next, and what became of the actions.
    """
    if m.suites:
        yield _decisions(m, suivi=suivi)
    if m.projets:
        yield _projets(m.projets, suivi=suivi)
    if not (m.suites or m.projets):
        yield Para("Aucune décision.")
    yield actions(m.actions, suivi=suivi) if m.actions else Para("Aucune action nouvelle.")
    if m.approbation_precedent:
        yield Para((Strong("Compte rendu précédent : "), m.approbation_precedent))


def _decisions(m: Minutes, *, suivi: bool) -> Grid:
    """One row a decision; no column of votes where nothing was to be voted."""
    voted = any(suite.vote or suite.mode or suite.nature.startswith("Avis") for suite in m.suites)
    rows: list[tuple[Words, ...]] = []
    for rank, suite in enumerate(m.suites, 1):
        row: tuple[Words, ...] = (f"D{rank}" + (f"\n{m.reference}-D{rank}" if suivi else ""), _decision(suite))
        rows.append((*row, _vote(suite)) if voted else row)
    number = _number(suivi=suivi)
    told = Column("Décision", (_LEFT[suivi] if voted else 100) - number.width)
    return Grid((number, told, Column("Vote", 100 - _LEFT[suivi])) if voted else (number, told), tuple(rows))


def _number(*, suivi: bool) -> Column:
    return Column("N° et référence", 23, header=True) if suivi else Column("N°", 8, header=True)


def _decision(suite: Suite) -> Words:
    reason = f"\nMotif : {suite.motif}" if suite.motif else ""
    return (Strong(f"{suite.nature} : "), f"{suite.libelle}{reason}")


def _vote(suite: Suite) -> str:
    return "\n".join(capital(part) for part in (suite.vote, suite.mode) if part) or "Sans vote"


def capital(text: str) -> str:
    """With a capital first letter."""
    return text[:1].upper() + text[1:]


def _projets(projets: tuple[Projet, ...], *, suivi: bool) -> Grid:
    """One row a project, and their sum when several have an amount."""
    amounts = [projet.montant for projet in projets if projet.montant is not None]
    number = _number(suivi=suivi)
    rows: list[tuple[Words, ...]] = []
    for rank, projet in enumerate(projets, 1):
        under = f"\n{projet.reference}" if projet.reference else ""
        numbered = f"P{rank}" + (under if suivi else "")
        named = projet.intitule + ("" if suivi else under)
        amount = "—" if projet.montant is None else montant(projet.montant)
        row: tuple[Words, ...] = (numbered, named, projet.decision)
        rows.append((*row, amount) if amounts else row)
    if len(amounts) > 1:
        rows.append(((Strong("Total"),), "", "", (Strong(montant(sum(amounts))),)))
    columns = (number, Column("Projet", _LEFT[suivi] - number.width), Column("Décision", 82 - _LEFT[suivi]))
    last = Column("Montant", 18, "right")
    return Grid((*columns, last) if amounts else (*columns[:2], Column("Décision", 100 - _LEFT[suivi])), tuple(rows))


def actions(found: tuple[Action, ...], *, suivi: bool = False) -> Grid:
    """Who does what by when."""
    stated = suivi and any(action.etat for action in found)
    number = _number(suivi=suivi and any(action.reference for action in found))
    room = _LEFT[suivi] - number.width - (8 if stated else 0)
    who = 82 - _LEFT[suivi] - (6 if stated else 0)
    columns = (number, Column("Action", room), Column("Qui", who), Column("Pour quand", 18))
    rows: list[tuple[Words, ...]] = []
    for rank, action in enumerate(found, 1):
        named = f"A{rank}" + (f"\n{action.reference}" if suivi and action.reference else "")
        when = date_courte(action.echeance) if action.echeance else "à fixer"
        urgent = f"\npriorité {action.priorite}" if action.priorite else ""
        row: tuple[Words, ...] = (named, action.libelle, action.porteur or "à désigner", f"{when}{urgent}")
        rows.append((*row, action.etat or "À faire") if stated else row)
    return Grid((*columns, Column("État", 14)) if stated else columns, tuple(rows))


def count(m: Minutes) -> str:
    """« 12 présents (7 femmes et 5 hommes ; habitants : 7, acteurs locaux : 5), 2 représentés, 3 excusés… »."""
    states = Counter(presence.etat for presence in m.presences)
    here = [presence for presence in m.presences if presence.etat in {"présent", "à distance"}]
    colleges = Counter(presence.college for presence in here if presence.college)
    details = []
    if m.femmes is not None and m.hommes is not None:
        details.append(f"{pluriel(m.femmes, 'femme', 'femmes')} et {pluriel(m.hommes, 'homme', 'hommes')}")
    if len(colleges) > 1:
        details.append(", ".join(f"{college.lower()} : {n}" for college, n in colleges.items()))
    counted: tuple[Etat, ...] = ("représenté", "excusé", "absent", "invité")
    return (
        ", ".join(
            (
                pluriel(len(here), "présent", "présents") + (f" ({' ; '.join(details)})" if details else ""),
                *(pluriel(states[state], state, f"{state}s") for state in counted if states[state]),
                *((f"{pluriel(m.public, 'personne', 'personnes')} du public",) if m.public else ()),
            )
        )
        + "."
    )


def attendance(m: Minutes) -> Grid | None:
    """Who was there, a row a state, by collège in it; None when nobody is known."""
    rows: list[tuple[Words, ...]] = []
    order = {college: i for i, college in enumerate(dict.fromkeys(p.college for p in m.presences))}
    for state, title in _ETATS.items():
        members = sorted(
            (p for p in m.presences if p.etat == state),
            key=lambda p: (order[p.college], not p.personne.qualite, p.personne.qualite, _person(p, m.audience)),
        )
        if members:
            rows.append((title, _by_college(members, m.audience), str(len(members))))
    if m.public:
        rows.append(("Public", "personnes non inscrites, comptées sans être nommées", str(m.public)))
    columns = (Column("Présence", 16, header=True), Column("Membres et invités", 74), Column("Nombre", 10, "right"))
    return Grid(columns, tuple(rows)) if rows else None


def _by_college(members: list[Presence], audience: Audience) -> Words:
    """« Habitants (7) : … », a line a collège; those who are only counted are counted together."""
    said: list[Inline] = []
    for college, group in groupby(members, lambda presence: presence.college):
        named = Counter(_person(presence, audience) for presence in group)
        label = (Strong(f"{college} ({named.total()}) : "),) if college else ()
        names = ", ".join(name if times == 1 else f"{name} ({times})" for name, times in named.items())
        said += [*(("\n",) if said else ()), *label, names]
    return tuple(said)


def _person(presence: Presence, audience: Audience) -> str:
    shown = presence.personne.designation(audience)
    if presence.remarque and audience == "interne" and presence.etat in _VENUS:
        shown = f"{shown} – {presence.remarque}"
    if presence.pouvoir is None:
        return shown
    holder = presence.pouvoir
    name = holder.nom if audience == "interne" or holder.officiel else ""
    return f"{shown} – pouvoir à {name or holder.code or holder.qualite}"
