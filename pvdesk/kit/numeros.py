"""Numbers and addresses that identify a person, found in a folded text: NIR, IBAN, telephone, e-mail, birth date."""

import re
from collections.abc import Iterator

Span = tuple[int, int]

# Sex, year, month (or a code of an unknown one), département (2A, 2B too), commune, order, then perhaps the key.
_NIR = re.compile(
    r"(?<!\w)[1-478][ .]?\d\d[ .]?(?:0[1-9]|1[0-2]|[2-4]\d|[5-9]\d)[ .]?(?:\d\d|2[ab])[ .]?\d{3}[ .]?\d{3}"
    r"(?P<cle>[ .]?\d\d)?(?!\w)"
)
_IBAN_LENGTHS = {
    "fr": 27, "be": 16, "de": 22, "es": 24, "it": 27, "lu": 20, "nl": 18, "pt": 25, "mc": 27, "gb": 22, "ch": 21,
    "pl": 28, "ro": 24, "ie": 22, "at": 20,
}  # fmt: skip
_IBAN_STARTS = re.compile(rf"(?<!\w)(?P<pays>{'|'.join(_IBAN_LENGTHS)})\d\d(?=[ .-]?\w)")
_SEPARATORS = " .-"
_PHONE = re.compile(
    r"(?<!\d)(?<!\d[ .-])(?:(?:\+|00)33[ .]?(?:\(0\))?[ .]?|0)[1-9]([ .-]?)\d\d(?:\1\d\d){3}(?![ .-]?\d)"
)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}")
_MONTHS = "janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre"
_DAY = rf"\d{{1,2}}(?:er)?(?:[/.-]\d{{1,2}}[/.-]\d{{2,4}}|\s(?:{_MONTHS})\s\d{{4}})"
_BIRTH = re.compile(
    rf"(?<!\w)(?:dates? de naissance|ddn|ne(?:\(e\)|e)?s?\sle\s:?\s?{_DAY}|"
    rf"(?:est|etait|homme|femme|jeune|personne|habitante?|mme\s\w+|m\.\s\w+),?\sne(?:\(e\)|e)?\sen\s(?:19|20)\d\d)(?!\w)"
)
# What is « né » in 2019 without being a person.
_THINGS = re.compile(
    r"(?:projet|idee|association|collectif|conseil|dispositif|demarche|action|initiative|groupe|reseau|partenariat)"
    r"(?:\s[\w'’-]+){0,3}\s$"
)


def nir(text: str) -> Iterator[Span]:
    """French social security numbers, of 13 or 15 digits: a wrong key still tells who it is."""
    for found in _NIR.finditer(text):
        yield found.span()


def iban(text: str) -> Iterator[Span]:
    """Bank accounts, however they are spaced, whose remainder by 97 is right."""
    for found in _IBAN_STARTS.finditer(text):
        taken, end = "", found.start()
        while (
            end < len(text)
            and len(taken) < _IBAN_LENGTHS[found["pays"]]
            and (text[end].isalnum() or text[end] in _SEPARATORS)
        ):
            taken += text[end] if text[end].isalnum() else ""
            end += 1
        if len(taken) == _IBAN_LENGTHS[found["pays"]] and taken.isascii() and _remainder(taken) == 1:
            yield found.start(), end


def _remainder(code: str) -> int:
    return int("".join(str(int(c, 36)) for c in code[4:] + code[:4])) % 97


def telephone(text: str) -> Iterator[Span]:
    """French telephone numbers, in pairs with one separator throughout (a date has two)."""
    for found in _PHONE.finditer(text):
        yield found.span()


def courriel(text: str) -> Iterator[Span]:
    """E-mail addresses."""
    for found in _MAIL.finditer(text):
        yield found.span()


def naissance(text: str) -> Iterator[Span]:
    """Birth dates: « né le 12/03/1980 », « date de naissance »; a project may be born too."""
    for found in _BIRTH.finditer(text):
        if not _THINGS.search(text[max(0, found.start() - 60) : found.start()]):
            yield found.span()
