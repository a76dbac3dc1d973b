"""French typography and the French text of dates, hours, numbers and amounts. Pure functions, no dependency."""

import datetime as dt
import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal

INSECABLE = "\u00a0"
FINE = "\u202f"

JOURS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MOIS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SPACE = r"[^\S\n]"  # any space but the line end
# Each rule leaves alone what it has produced: the whole is idempotent (held by a hypothesis test).
_RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"(?<=[^\W\d_])'(?=[\w«“])", "’"),
        (r"(?<!\.)\.{3}(?!\.)", "…"),
        (rf"«{_SPACE}*(?=[^\s])", f"«{INSECABLE}"),
        (rf"{_SPACE}+»", f"{INSECABLE}»"),
        (r"(?<=\S)»", f"{INSECABLE}»"),
        (rf"{_SPACE}+([;!?])", rf"{FINE}\1"),
        (r"(?<=[\w)\]’%€°])([;!?])(?=[\s!?.…»)\]]|$)", rf"{FINE}\1"),
        (rf"{_SPACE}+([:€%])", rf"{INSECABLE}\1"),
        (r"(?<=[\w)\]’%€°]):(?=\s|$)", f"{INSECABLE}:"),
        (r"(?<=\d)([€%])(?!\w)", rf"{INSECABLE}\1"),
        (rf"(?<!\w)([nN]°){_SPACE}*(?=\w)", rf"\1{INSECABLE}"),
        # An hour only when it cannot be anything else: 18h30, 9 h 05, 14h.
        (rf"(?<![\w./:-])(2[0-3]|[01]?\d){_SPACE}*[hH]{_SPACE}*([0-5]\d)(?![\w/])", rf"\1{INSECABLE}h{INSECABLE}\2"),
        (rf"(?<![\w./:-])(2[0-3]|[01]?\d){_SPACE}*h(?![\w/’'])", rf"\1{INSECABLE}h"),
        (rf"(?<!\w)(1er|[12]?\d|3[01]){_SPACE}+(?=(?:{'|'.join(MOIS)})(?!\w))", rf"\1{INSECABLE}"),
        (rf"(?<!\w)(M\.|MM\.|Mmes?|Mlle|Me|Dr){_SPACE}+(?=[^\W\d_])", rf"\1{INSECABLE}"),
    )
)


def typo(text: str) -> str:
    """`text` in French typography: NFC, no control character but the line end, ’, no-break spaces where usage asks.

    Idempotent. Touches spaces, apostrophes and the three dots only: no word is rewritten.
    """
    text = _LINE_ENDS.sub("\n", text).replace("\t", " ")
    text = "".join(c for c in text if c == "\n" or unicodedata.category(c) != "Cc")
    text = unicodedata.normalize("NFC", text)
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text


def jour_du_mois(jour: dt.date) -> tuple[str, str]:
    """The day number and its ordinal mark: ("1", "er"), ("3", "")."""
    return str(jour.day), "er" if jour.day == 1 else ""


def date_longue(jour: dt.date, *, semaine: bool = True) -> str:
    """« mardi 3 mars 2026 », « dimanche 1er mars 2026 »; without the weekday when `semaine` is false."""
    debut = f"{JOURS[jour.weekday()]} " if semaine else ""
    return f"{debut}{''.join(jour_du_mois(jour))} {MOIS[jour.month - 1]} {jour.year}"


def date_courte(jour: dt.date) -> str:
    """« 03/03/2026 »."""
    return f"{jour:%d/%m}/{jour.year:04d}"


def heure(moment: dt.time | dt.datetime) -> str:
    """« 18 h 30 », « 9 h »; seconds are not said."""
    minutes = f"{INSECABLE}{moment.minute:02d}" if moment.minute else ""
    return f"{moment.hour}{INSECABLE}h{minutes}"


def duree(minutes: int) -> str:
    """« 45 min », « 1 h 30 »."""
    heures, reste = divmod(minutes, 60)
    if not heures:
        return f"{reste}{INSECABLE}min"
    return f"{heures}{INSECABLE}h" + (f"{INSECABLE}{reste:02d}" if reste else "")


def nombre(valeur: float | Decimal, decimales: int | None = None) -> str:
    """« 12 500 », « 22 810,61 »: thin spaces between thousands, decimal comma, « − » for negatives.

    With `decimales`, rounded half up to that many digits; without, as many digits as the value has.
    """
    exact = Decimal(str(valeur)) if decimales is None else _arrondi(valeur, decimales)
    text = f"{abs(exact):,f}".replace(",", FINE).replace(".", ",")
    if decimales is None and "," in text:
        text = text.rstrip("0").rstrip(",")
    return f"−{text}" if exact < 0 else text


def _arrondi(valeur: float | Decimal, decimales: int) -> Decimal:
    return Decimal(str(valeur)).quantize(Decimal(1).scaleb(-decimales), rounding=ROUND_HALF_UP)


def montant(centimes: int) -> str:
    """Integer cents to « 1 234,56 € »."""
    return f"{nombre(Decimal(centimes) / 100, 2)}{INSECABLE}€"


def pourcentage(valeur: float | Decimal, decimales: int = 1) -> str:
    """52.8 (in percent) to « 52,8 % »; a round value loses its decimals."""
    return f"{nombre(_arrondi(valeur, decimales))}{INSECABLE}%"


def pluriel(n: float, singulier: str, forme: str) -> str:
    """« 1 présent », « 12 présents », « 0 présent »: the number, then the word; the plural begins at two."""
    return f"{nombre(n)}{INSECABLE}{forme if abs(n) >= 2 else singulier}"
