"""Full-text index, folded by the application: « ecole » finds « École », « oeuvre » finds « œuvre »."""

from __future__ import annotations

import re
import unicodedata

from sqlalchemy import Connection, text

_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss"})
_WORD = re.compile(r"\w+")


def fold(value: str) -> str:
    """Lower case, without diacritics, ligatures opened: the form that is indexed, compared and sorted."""
    decomposed = unicodedata.normalize("NFKD", value.translate(_LIGATURES))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


def query_of(words: str) -> str:
    """An FTS5 query: every word, each as a prefix; empty when nothing can be searched."""
    return " ".join(f'"{word}"*' for word in _WORD.findall(fold(words)))


def put(connection: Connection, type_: str, uid: str, words: str) -> None:
    """Index a fiche anew."""
    remove(connection, uid)
    # Said to the driver itself: `text` costs more than these statements, at each save.
    run = connection.exec_driver_sql
    made = run("INSERT INTO recherche (type, uid, texte) VALUES (?, ?, ?)", (type_, uid, fold(words)))
    run("INSERT INTO recherche_place (uid, place) VALUES (?, ?)", (uid, made.lastrowid))


def remove(connection: Connection, uid: str) -> None:
    """Forget a fiche."""
    # fts5 has no index on UNINDEXED columns: `recherche_place` keeps the rowid of each fiche.
    run = connection.exec_driver_sql
    found = run("SELECT place FROM recherche_place WHERE uid = ?", (uid,)).scalar()
    if found is not None:
        run("DELETE FROM recherche WHERE rowid = ?", (found,))
        run("DELETE FROM recherche_place WHERE uid = ?", (uid,))


def find(connection: Connection, words: str, type_: str = "", limit: int = 200) -> list[tuple[str, str]]:
    """(type, uid) of the fiches that hold all the words, newest first."""
    query = query_of(words)
    if not query:
        return []
    only = "AND type = :type " if type_ else ""
    rows = connection.execute(
        text(f"SELECT type, uid FROM recherche WHERE texte MATCH :query {only}ORDER BY rowid DESC LIMIT :limit"),  # noqa: S608
        {"query": query, "type": type_, "limit": limit},
    )
    return [(row.type, row.uid) for row in rows]
