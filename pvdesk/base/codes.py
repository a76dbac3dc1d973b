"""The code of a poste: given by the mission, in the references of its fiches and in each lot."""

import re

EXAMPLE = "EXEMPLE"  # of an example begun without one: nobody else bears it
RESERVED = frozenset({"MISSION", "RESERVE", EXAMPLE})
LONGEST = 12
_CODE = re.compile(r"[A-Z][A-Z0-9-]{1,11}")


def of_a_poste(code: str) -> bool:
    """« D07 »: a capital letter, then capitals, digits or hyphens; none of ours."""
    return _CODE.fullmatch(code) is not None and code not in RESERVED
