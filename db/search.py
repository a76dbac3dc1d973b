"""Full-text index, folded by the application: « ecole » finds « École », « oeuvre » finds « œuvre ».

Two engines, one answer: FTS5 in a file, a GIN index on a server. The words are cut here, never by the server's own
parser, which reads addresses, signed numbers and versions into « 62-17 ».
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping

from sqlalchemy import Connection, text

from db.engine import SERVER

_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss"})
_WORD = re.compile(r"[^\W_]+")
# A server refuses longer words, and more of them in one fiche.
_LONGEST_WORD = 255
_MOST = 400_000  # characters of all the words
_SERVER_PUT = (
    "INSERT INTO recherche (type, uid, texte, mots) VALUES (%s, %s, %s, array_to_tsvector(%s::text[])) "
    "ON CONFLICT (uid) DO UPDATE SET "
    "place = DEFAULT, type = excluded.type, texte = excluded.texte, mots = excluded.mots"
)


def fold(value: str) -> str:
    """Lower case, without diacritics, ligatures opened: the form that is indexed, compared and sorted."""
    decomposed = unicodedata.normalize("NFKD", value.translate(_LIGATURES))
    if not decomposed.isascii():  # no sign combines below U+0300: most letters need no looking up
        decomposed = "".join([c for c in decomposed if c < "\u0300" or not unicodedata.combining(c)])
    return decomposed.casefold()


def query_of(words: str) -> str:
    """An FTS5 query: every word, each as a prefix; empty when nothing can be searched."""
    return " ".join(f'"{word}"*' for word in _WORD.findall(fold(words)))


def _server_query(words: str) -> str:
    """The same, for a server."""
    return " & ".join(f"'{word[:_LONGEST_WORD]}':*" for word in _WORD.findall(fold(words)))


def _server_words(folded: str) -> list[str]:
    """The different words of a text, as many as a server takes."""
    kept: dict[str, None] = {}
    room = _MOST
    for word in _WORD.findall(folded):
        cut = word[:_LONGEST_WORD]
        if cut not in kept:
            room -= len(cut)
            if room < 0:
                break
            kept[cut] = None
    return list(kept)


def put(connection: Connection, type_: str, uid: str, words: str) -> None:
    """Index a fiche anew."""
    # Said to the driver itself: `text` costs more than these statements, at each save.
    run = connection.exec_driver_sql
    if connection.dialect.name == SERVER:
        put_all(connection, type_, {uid: words})
        return
    remove(connection, uid)
    made = run("INSERT INTO recherche (type, uid, texte) VALUES (?, ?, ?)", (type_, uid, fold(words)))
    run("INSERT INTO recherche_place (uid, place) VALUES (?, ?)", (uid, made.lastrowid))


def put_all(connection: Connection, type_: str, words: Mapping[str, str]) -> None:
    """Index many fiches anew, by uid: the statements are as few, however many they are."""
    if not words:
        return
    if connection.dialect.name == SERVER:
        folded = {uid: fold(said).replace("\0", " ") for uid, said in words.items()}
        said_ = [(type_, uid, texte, _server_words(texte)) for uid, texte in folded.items()]
        connection.exec_driver_sql(_SERVER_PUT, said_)
        return
    run = connection.exec_driver_sql
    held = run(
        "SELECT uid, place FROM recherche_place WHERE uid IN (SELECT value FROM json_each(?))", (json.dumps([*words]),)
    ).all()
    if held:
        run("DELETE FROM recherche WHERE rowid = ?", [(row.place,) for row in held])
        run("DELETE FROM recherche_place WHERE uid = ?", [(row.uid,) for row in held])
    first = (run("SELECT rowid FROM recherche ORDER BY rowid DESC LIMIT 1").scalar() or 0) + 1
    placed = [(place, type_, uid, fold(said)) for place, (uid, said) in enumerate(words.items(), first)]
    run("INSERT INTO recherche (rowid, type, uid, texte) VALUES (?, ?, ?, ?)", placed)
    run("INSERT INTO recherche_place (place, uid) VALUES (?, ?)", [(place, uid) for place, _, uid, _ in placed])


def remove(connection: Connection, uid: str) -> None:
    """Forget a fiche."""
    run = connection.exec_driver_sql
    if connection.dialect.name == SERVER:
        run("DELETE FROM recherche WHERE uid = %s", (uid,))
        return
    # fts5 has no index on UNINDEXED columns: `recherche_place` keeps the rowid of each fiche.
    found = run("SELECT place FROM recherche_place WHERE uid = ?", (uid,)).scalar()
    if found is not None:
        run("DELETE FROM recherche WHERE rowid = ?", (found,))
        run("DELETE FROM recherche_place WHERE uid = ?", (uid,))


def find(connection: Connection, words: str, type_: str = "", limit: int = 200) -> list[tuple[str, str]]:
    """(type, uid) of the fiches that hold all the words, newest first."""
    server = connection.dialect.name == SERVER
    query = _server_query(words) if server else query_of(words)
    if not query:
        return []
    holds, newest = ("mots @@ CAST(:query AS tsquery)", "place") if server else ("texte MATCH :query", "rowid")
    only = "AND type = :type " if type_ else ""
    rows = connection.execute(
        text(f"SELECT type, uid FROM recherche WHERE {holds} {only}ORDER BY {newest} DESC LIMIT :limit"),  # noqa: S608
        {"query": query, "type": type_, "limit": limit},
    )
    return [(row.type, row.uid) for row in rows]
