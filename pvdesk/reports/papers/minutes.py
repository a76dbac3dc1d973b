"""The « compte rendu » of a meeting: page 1 says what was decided, who does what by when, and who was there."""

from collections.abc import Iterator

from pvdesk.base.francais import INSECABLE, date_longue
from pvdesk.reports.blocks import (
    Block,
    Box,
    Bullets,
    Doc,
    Facts,
    Heading,
    Letterhead,
    Meta,
    Para,
    Signatures,
    Strong,
    Words,
)
from pvdesk.reports.ecarts import VERSION
from pvdesk.reports.papers import etat
from pvdesk.reports.papers.convocation import item
from pvdesk.reports.papers.seance import A_VENIR, Minutes
from pvdesk.reports.papers.suites import actions, attendance, count, releve

LONGEST_SIGNER = 200  # characters
_ETATS_REUNION = {
    "prévue": "Réunion prévue",
    "convoquée": "Réunion convoquée",
    "tenue sans quorum": "Réunion tenue sans quorum",
}
_SANS_SEANCE = {
    "carence": ("Carence : ", "personne ne s’est présenté, la réunion n’a pas pu se tenir."),
    "annulée": ("Réunion annulée : ", "elle ne s’est pas tenue."),
    "reportée": ("Réunion reportée : ", "elle ne s’est pas tenue à cette date."),
}


def build(m: Minutes) -> Doc:
    """The paper of one meeting."""
    draft = etat.draft(m)
    blocks: list[Block] = [*head(m, "COMPTE RENDU"), *_circumstances(m)]
    if m.statut in A_VENIR and not (m.presences or m.suites or m.projets or m.actions):
        blocks += [*_agenda(m), *_points(m), *_next(m)]  # nothing was decided yet, nobody was counted
    else:
        blocks += _not_held(m) if m.statut in _SANS_SEANCE else _sections(m)
    blocks += _end(m)
    title = f"Compte rendu{' (projet)' if draft else ''} – {m.instance}, {date_longue(m.date, semaine=False)}"
    return Doc(meta=meta(m, title, "Compte rendu"), blocks=tuple(blocks))


def head(m: Minutes, kicker: str) -> Iterator[Block]:
    """Who writes and where it stands, which instance, which meeting."""
    yield Letterhead(
        m.emetteur, (etat.edited(m.lieu_edition, m.date_edition), f"Réf. {m.reference}", *etat.standing(m))
    )
    yield Heading(1, m.instance, " · ".join((kicker, *(("PROJET",) if etat.draft(m) else ()))))
    yield Para((f"{m.genre} du ", *etat.day(m.date), etat.hours(m.debut, m.fin)), "lead")


def meta(m: Minutes, title: str, footer: str) -> Meta:
    """What is said of a whole paper of the meeting."""
    return Meta(
        title=title,
        author=m.emetteur[0] if m.emetteur else m.instance,
        subject=f"{m.genre} du {date_longue(m.date)}",
        when=m.edite_le,
        reference=m.reference,
        status=etat.status(m),
        footer=footer,
        draft=etat.draft(m),
    )


def _circumstances(m: Minutes) -> Iterator[Block]:
    women, men = m.conseils or (0, 0)
    held = m.statut not in _SANS_SEANCE and not (m.statut in A_VENIR and not m.presences)
    pairs: tuple[tuple[str, Words], ...] = (
        ("Objet", m.objet),
        ("Quartiers", m.quartiers),
        ("Lieu", ", ".join(part for part in (m.lieu, m.modalite) if part)),
        ("Animation", m.animation),
        ("Secrétariat", m.secretaire),
        ("État", _ETATS_REUNION.get(m.statut, "")),
        ("Présence", count(m) if held and (m.presences or m.public) else ""),
        ("Conseils citoyens", f"{women + men} (femmes : {women}, hommes : {men})" if women + men else ""),
        ("Formation", m.formation),
        ("Quorum", (Strong(m.quorum),) if held and m.quorum else ""),
        (VERSION, m.remplace),
    )
    filled = tuple((label, value) for label, value in pairs if value)
    if filled:
        yield Facts(filled)


def _not_held(m: Minutes) -> list[Block]:
    word, reason = _SANS_SEANCE[m.statut]
    todo: list[Block] = [Heading(2, "Actions"), actions(m.actions)] if m.actions else []
    return [Para((Strong(word), reason), "lead"), *todo, *_next(m)]


def _sections(m: Minutes) -> list[Block]:
    return [
        Box("Relevé de décisions et d’actions", tuple(releve(m))),
        *_attendance(m),
        *_agenda(m),
        *_points(m),
        *_next(m),
    ]


def _attendance(m: Minutes) -> list[Block]:
    grid = attendance(m)
    return [Heading(2, "Présences"), grid] if grid is not None else []


def _agenda(m: Minutes) -> list[Block]:
    if not m.points:
        return []
    return [Heading(2, "Ordre du jour"), Bullets(tuple(item(point) for point in m.points), numbered=True)]


def _points(m: Minutes) -> Iterator[Block]:
    if not any(point.synthese or point.documents or point.liens for point in m.points):
        return
    yield Heading(2, "Échanges")
    for number, point in enumerate(m.points, 1):
        if not (point.synthese or point.documents or point.liens):
            continue
        yield Heading(3, f"{number}.{INSECABLE}{point.titre}")
        if point.synthese:
            yield Para(point.synthese)
        if point.documents:
            yield Para(f"Documents remis : {', '.join(point.documents)}.", "small")
        if point.liens:
            yield Para(f"Voir : {', '.join(point.liens)}.", "small")


def _next(m: Minutes) -> list[Block]:
    return [Heading(2, "Prochaine réunion"), Para(m.prochaine)] if m.prochaine else []


def _short(text: str) -> str:
    """What is kept together on one page must fit in one, whatever was typed."""
    return text if len(text) <= LONGEST_SIGNER else f"{text[: LONGEST_SIGNER - 1]}…"


def _end(m: Minutes) -> Iterator[Block]:
    if m.signataires:
        signers = tuple((_short(name), _short(quality)) for name, quality in m.signataires)
        yield Signatures(f"{etat.edited(m.lieu_edition, m.date_edition, 'Fait')}.", signers)
    if m.statut not in A_VENIR:
        said = (
            f"Convocation : {m.convocation}." if m.convocation else "",
            f"Pour l’État : {m.etat_present}." if m.etat_present and m.statut not in _SANS_SEANCE else "",
            "Feuille d’émargement signée." if m.emargement else "",
        )
        if any(said):
            yield Para(" ".join(filter(None, said)), "small")
    if m.diffusion:
        yield Para(f"Diffusion : {', '.join(m.diffusion)}.", "small")
    if m.donnees:
        yield Para(m.donnees, "small")
