"""The master key comes back with the right phrase only, and its file is never left half written."""

import base64
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from db import keys
from db.errors import Cause, Faute

PHRASE = "quatre mots pour essayer"
REAL = keys._PROFILE  # before the tests put a cheaper one in its place


def cause_of(folder: Path, phrase: str = PHRASE) -> Cause:
    with pytest.raises(Faute) as caught:
        keys.unlock(folder, phrase)
    return caught.value.cause


def damaged(folder: Path, **changes: Any) -> None:
    content = json.loads((folder / keys.FILE).read_text(encoding="utf-8"))
    content["phrase"] |= changes
    (folder / keys.FILE).write_text(json.dumps(content), encoding="utf-8")


def test_the_phrase_gives_back_the_key_that_was_made(tmp_path: Path) -> None:
    master = keys.create(tmp_path, PHRASE)
    assert len(master) == 32
    assert keys.unlock(tmp_path, PHRASE) == master


def test_a_phrase_costs_what_rfc_9106_asks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its second recommended profile: 64 MiB, 3 passes, 4 lanes."""
    monkeypatch.setattr(keys, "_PROFILE", REAL)
    master = keys.create(tmp_path, PHRASE)
    wrap = json.loads((tmp_path / keys.FILE).read_text(encoding="utf-8"))["phrase"]
    assert (wrap["memoire_kio"], wrap["passes"], wrap["voies"]) == (65536, 3, 4)
    assert keys.unlock(tmp_path, PHRASE) == master
    assert cause_of(tmp_path, "quatre mots pour essayeR") is Cause.PHRASE


def test_two_folders_have_two_keys(tmp_path: Path) -> None:
    for name in ("un", "deux"):
        (tmp_path / name).mkdir()
    assert keys.create(tmp_path / "un", PHRASE) != keys.create(tmp_path / "deux", PHRASE)


def test_neither_the_key_nor_the_phrase_is_in_the_file(tmp_path: Path) -> None:
    master = keys.create(tmp_path, PHRASE)
    content = (tmp_path / keys.FILE).read_text(encoding="utf-8")
    assert PHRASE not in content
    assert master.hex() not in content
    assert base64.b64encode(master).decode() not in content


@pytest.mark.parametrize("phrase", ["quatre mots pour essayeR", "", "\udcff une moitié de caractère"])
def test_another_phrase_is_refused(tmp_path: Path, phrase: str) -> None:
    keys.create(tmp_path, PHRASE)
    assert cause_of(tmp_path, phrase) is Cause.PHRASE


def test_accents_composed_or_not_are_one_phrase(tmp_path: Path) -> None:
    master = keys.create(tmp_path, "été à la forêt dorée")
    assert keys.unlock(tmp_path, "e\u0301te\u0301 a\u0300 la fore\u0302t dore\u0301e") == master


@pytest.mark.parametrize("phrase", ["onze lettre", "            ", ""])
def test_a_short_phrase_makes_nothing(tmp_path: Path, phrase: str) -> None:
    with pytest.raises(Faute) as caught:
        keys.create(tmp_path, phrase)
    assert caught.value.cause is Cause.PHRASE_COURTE
    assert list(tmp_path.iterdir()) == []


def test_a_folder_keeps_its_first_key(tmp_path: Path) -> None:
    master = keys.create(tmp_path, PHRASE)
    with pytest.raises(Faute) as caught:
        keys.create(tmp_path, "une autre phrase longue")
    assert caught.value.cause is Cause.EXISTE
    assert keys.unlock(tmp_path, PHRASE) == master


def test_a_missing_key_file_is_told(tmp_path: Path) -> None:
    assert cause_of(tmp_path) is Cause.CLE_ABSENTE


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"phrase": []}', '{"phrase": {"sel": 3}}', "\x00" * 300])
def test_a_damaged_key_file_is_told(tmp_path: Path, content: str) -> None:
    (tmp_path / keys.FILE).write_text(content, encoding="utf-8")
    assert cause_of(tmp_path) is Cause.CLE_ABIMEE


@pytest.mark.parametrize(
    "changes",
    [{"sel": ""}, {"sel": "é"}, {"passes": -1}, {"memoire_kio": 10**12}, {"voies": 10**30}, {"passes": "trois"},
     {"memoire_kio": 1}],
)  # fmt: skip
def test_a_damaged_profile_is_told_and_asks_for_no_memory(tmp_path: Path, changes: dict[str, Any]) -> None:
    keys.create(tmp_path, PHRASE)
    damaged(tmp_path, **changes)
    assert cause_of(tmp_path) is Cause.CLE_ABIMEE


@pytest.mark.parametrize("changes", [{"enveloppe": ""}, {"nonce": ""}, {"enveloppe": "AAAA"}])
def test_a_damaged_envelope_opens_with_no_phrase(tmp_path: Path, changes: dict[str, Any]) -> None:
    keys.create(tmp_path, PHRASE)
    damaged(tmp_path, **changes)
    assert cause_of(tmp_path) is Cause.PHRASE


def test_a_key_file_that_is_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / keys.FILE).mkdir()
    assert cause_of(tmp_path) is Cause.CLE_ABIMEE


def test_a_change_of_phrase_keeps_the_key(tmp_path: Path) -> None:
    master = keys.create(tmp_path, PHRASE)
    keys.change(tmp_path, PHRASE, "une autre phrase longue")
    assert keys.unlock(tmp_path, "une autre phrase longue") == master
    assert cause_of(tmp_path, PHRASE) is Cause.PHRASE


@pytest.mark.parametrize(
    ("old", "new", "cause"),
    [("pas la bonne phrase", "une autre phrase longue", Cause.PHRASE), (PHRASE, "courte", Cause.PHRASE_COURTE)],
)
def test_a_refused_change_leaves_the_old_phrase(tmp_path: Path, old: str, new: str, cause: Cause) -> None:
    master = keys.create(tmp_path, PHRASE)
    with pytest.raises(Faute) as caught:
        keys.change(tmp_path, old, new)
    assert caught.value.cause is cause
    assert keys.unlock(tmp_path, PHRASE) == master


def test_the_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    """The child may write 100 bytes a file: the key file needs 300."""
    master = keys.create(tmp_path, PHRASE)
    code = (
        "import resource, sys; from pathlib import Path; from db import keys; from db.errors import Faute\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))\n"
        "try: keys.change(Path(sys.argv[1]), sys.argv[2], 'une autre phrase longue')\n"
        "except Faute as faute: print(faute.cause)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path), PHRASE], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == Cause.DISQUE_PLEIN
    assert [path.name for path in tmp_path.iterdir()] == [keys.FILE]
    assert keys.unlock(tmp_path, PHRASE) == master


def test_a_folder_that_cannot_be_written_is_told(nobody: Path) -> None:
    """`nobody` is a folder that the child, without rights, may only read."""
    code = (
        "import os, sys; from pathlib import Path; from db import keys; from db.errors import Faute\n"
        "import argon2.low_level, cryptography.hazmat.primitives.ciphers.aead\n"
        "os.getuid() or os.setuid(65534)\n"
        "try: keys.create(Path(sys.argv[1]), sys.argv[2])\n"
        "except Faute as faute: print(faute.cause)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(nobody), PHRASE], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == Cause.LECTURE_SEULE
    assert list(nobody.iterdir()) == []


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(Faute) as caught:
        keys.create(tmp_path / "absent", PHRASE)
    assert caught.value.cause is Cause.DISQUE
