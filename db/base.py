"""What every model is made of: `Record`, `Line`, `Reference`, and `column`, `lines` that declare a datum once."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import JSON, Boolean, Date, Enum, ForeignKey, Integer, MetaData, Text, Time
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedColumn, Relationship, mapped_column, relationship
from sqlalchemy.schema import SchemaItem

from db.types import Instant, Liste


class Gravite(enum.StrEnum):
    """How much a rule weighs: it stops « Terminer », asks for a reason, or only says."""

    BLOQUANT = "bloquant"
    AVERTISSEMENT = "avertissement"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Anomalie:
    """What a rule found: the attribute concerned (empty: the record), a French sentence that names the remedy.

    ``champ`` is an attribute name, or « attribute/uid/attribute » for a datum of a line.
    """

    champ: str
    phrase: str
    gravite: Gravite = Gravite.BLOQUANT


Rule = Callable[[Any], Iterable[Anomalie]]


@dataclass(frozen=True, slots=True)
class About:
    """What is true of a datum everywhere: its words, its limits, its privacy."""

    label: str
    help: str = ""
    required: bool = False  # to be « terminé »; a draft may always lack it
    long: bool = False
    private: bool = False  # never printed, never exported unless ticked
    personal: bool = False  # tells who a `Personne` is: emptied everywhere when the person is anonymised
    search: bool = False
    minimum: float | None = None
    maximum: float | None = None  # of a number; for a text, its longest length
    pattern: str = ""  # full match of a text
    open_list: tuple[str, ...] = ()  # proposals of a text that may also be typed
    among: str = ""  # of a reference: the record's datum whose code begins the codes proposed (« pre.enfants »)
    people: bool = False  # a count of people: under five, it is not told outside the service
    sums: tuple[str, ...] = ()  # of such a count: the data whose sum it is
    month: bool = False  # of a date: a month alone says it, by its first day
    step: bool = False  # set by a gesture that is not gone back on: never merged in the history, never brought back


class Base(DeclarativeBase):
    """Root of the tables."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: Text,
        int: Integer,
        bool: Boolean,
        dt.date: Date,
        dt.time: Time,
        dt.datetime: Instant,
        dict[str, Any]: JSON(none_as_null=True),
        # Codes, without a CHECK: a value retired by a later version must still be readable.
        Liste: Enum(
            Liste, native_enum=False, create_constraint=False, length=40, values_callable=lambda e: [m.value for m in e]
        ),
    }


def column(
    label: str, *, to: str = "", kind: Any = None, index: bool = False, default: Any = None, **about: Any
) -> Any:
    """A datum: a column with its words, limits and privacy.

    Args:
        label: French name, as on screen, on paper and in the table exports.
        to: « table.column » when the datum points to another record.
        kind: column type when the annotation is not enough (`Money`, `Percent`).
        index: true when lists filter on it.
        default: value of a new record.
        about: the other fields of `About`.
    """
    args: list[SchemaItem | Any] = [] if kind is None else [kind]
    if to:
        args.append(ForeignKey(to, deferrable=True, initially="DEFERRED"))
    info = {"about": About(label, **about)}
    made: MappedColumn[Any] = mapped_column(*args, index=index or None, default=default, info=info)
    return made


def lines(label: str, of: type[Line], *, required: bool = False, help: str = "") -> Any:  # noqa: A002
    """A list of lines that the record owns: they merge one by one, and die with it.

    Two hands may give two lines one rank: their uids then say which comes first, the same everywhere.
    """
    info = {"about": About(label, help=help, required=required)}
    made: Relationship[Any] = relationship(
        of, cascade="all, delete-orphan", order_by=lambda: (of.rang, of.uid), info=info, passive_deletes=True
    )
    return made


def owner(table: str) -> Any:
    """The column of a line that holds the uid of its record."""
    made: MappedColumn[Any] = mapped_column(
        ForeignKey(f"{table}.uid", ondelete="CASCADE", deferrable=True, initially="DEFERRED"),
        index=True,
        info={"owner": table},
    )
    return made


class Etat(Liste):
    """State given by its author, then by the mission; « envoyé » and « reçu » follow from the lots (`echange`)."""

    BROUILLON = "brouillon", "Brouillon"
    FINAL = "final", "Terminé"
    A_CORRIGER = "a_corriger", "À corriger"
    CORRIGE = "corrige", "Corrigé"
    VALIDE = "valide", "Validé"
    CLOS = "clos", "Clos"


class Record(Base):
    """A fiche: its own identity, author, state; never removed before the retention run."""

    __abstract__ = True

    rules: ClassVar[tuple[Rule, ...]] = ()
    prefix: ClassVar[str] = ""  # of the human reference, « CC » in CC-2026-D07-0042; empty: no reference

    uid: Mapped[str] = mapped_column(primary_key=True, sort_order=-20)
    reference: Mapped[str | None] = mapped_column(unique=True, sort_order=-19)
    etat: Mapped[Etat] = mapped_column(default=Etat.BROUILLON, sort_order=-18, index=True)
    origine: Mapped[str] = mapped_column(default="", sort_order=-17)  # code of the poste that made it
    cree_le: Mapped[dt.datetime] = mapped_column(sort_order=-16)
    modifie_le: Mapped[dt.datetime] = mapped_column(sort_order=-15)
    modifie_par: Mapped[str] = mapped_column(default="", sort_order=-14)
    version: Mapped[int] = mapped_column(default=1, sort_order=-13)
    supprime_le: Mapped[dt.datetime | None] = mapped_column(sort_order=-12)
    remplace_par: Mapped[str | None] = mapped_column(sort_order=-11)  # uid of the fiche that it was united with
    # What was typed and not understood, by attribute (« 32/13 » in a date): kept in the draft, never exported.
    saisies: Mapped[dict[str, Any] | None] = mapped_column(sort_order=90)
    # Reasons given to warnings, by sentence key: they travel, and print beside what they justify.
    motifs: Mapped[dict[str, Any] | None] = mapped_column(sort_order=91)
    # Columns of a newer writer, kept and re-exported as they came.
    extra: Mapped[dict[str, Any] | None] = mapped_column(sort_order=92)


class Personne(Record):
    """A fiche about one person: its `personal` data go when the person is anonymised, its facts stay (domain 4.6)."""

    __abstract__ = True

    # Set once, it travels: no lot written before brings back a name, whoever sends it.
    anonymise_le: Mapped[dt.date | None] = mapped_column(sort_order=93)


class Line(Base):
    """A line owned by a record; it owns nothing itself."""

    __abstract__ = True

    uid: Mapped[str] = mapped_column(primary_key=True, sort_order=-20)
    rang: Mapped[int] = mapped_column(default=0, sort_order=-19)
    extra: Mapped[dict[str, Any] | None] = mapped_column(sort_order=92)


class Reference(Base):
    """A public fact with its official code; comes with the program or from the mission, read-only for a délégué."""

    __abstract__ = True

    code: Mapped[str] = mapped_column(primary_key=True, sort_order=-20)
    source: Mapped[str] = mapped_column(default="", sort_order=90)


class Computed(property):
    """A datum that follows from others: shown, printed and listed, never typed nor exported."""

    about: About
    live: bool = False  # follows from the values and lines of its record alone: told at each key
    expression: Callable[[type[Any]], Any] | None = None  # the same in SQL: needed only to stand in a list

    def sql(self, expression: Callable[[type[Any]], Any]) -> Computed:
        """Give the SQL of the datum, as a function of the model."""
        self.expression = expression
        return self


def computed(
    label: str,
    *,
    help: str = "",  # noqa: A002
    live: bool = False,
    people: bool = False,
    sums: tuple[str, ...] = (),
) -> Callable[[Callable[[Any], Any]], Computed]:
    """Declare a method of a model as a computed datum."""

    def declare(method: Callable[[Any], Any]) -> Computed:
        made = Computed(method)
        made.about, made.live = About(label, help=help, people=people, sums=sums), live
        return made

    return declare
