"""Faults of the world (disk, lock, key, version), told to a person; our own bugs stay ordinary exceptions."""

from __future__ import annotations

import errno
import re
from enum import StrEnum


class Cause(StrEnum):
    """What stopped us; the screen and the command line choose their wording and exit code by it."""

    LECTURE_SEULE = "lecture_seule"
    DISQUE_PLEIN = "disque_plein"
    DEJA_OUVERT = "deja_ouvert"
    OCCUPE = "occupe"
    DISQUE = "disque"
    ABSENT = "absent"
    EXISTE = "existe"
    ILLISIBLE = "illisible"
    NON_CHIFFRE = "non_chiffre"
    CLE_ABSENTE = "cle_absente"
    CLE_ABIMEE = "cle_abimee"
    PHRASE = "phrase"
    PHRASE_COURTE = "phrase_courte"
    SANS_PHRASE = "sans_phrase"
    PHRASES_DIFFERENTES = "phrases_differentes"
    CHEMIN = "chemin"
    COPIE = "copie"
    PLUS_RECENT = "plus_recent"
    REFERENTIEL = "referentiel"
    PAS_UNE_IMAGE = "pas_une_image"
    IMAGE_ABIMEE = "image_abimee"
    IMAGE_DEMESUREE = "image_demesuree"
    SERVEUR_ABSENT = "serveur_absent"
    SERVEUR_ACCES = "serveur_acces"
    SERVEUR_ADRESSE = "serveur_adresse"
    SERVEUR_ANCIEN = "serveur_ancien"
    SERVEUR_ARCHIVE = "serveur_archive"
    SERVEUR_CLE = "serveur_cle"
    SERVEUR_DROITS = "serveur_droits"
    SERVEUR_EXISTE = "serveur_existe"
    SERVEUR_LECTURE = "serveur_lecture"
    SERVEUR_PLEIN = "serveur_plein"
    SERVEUR_POSTE = "serveur_poste"
    SERVEUR_REGLAGE = "serveur_reglage"
    SERVEUR_VARIABLE = "serveur_variable"
    SERVEUR_VIDE = "serveur_vide"


# One sentence for what happened, one for what is safe, one for what to do.
_PHRASES: dict[Cause, tuple[str, str, str]] = {
    Cause.LECTURE_SEULE: (
        "Le dossier des données est en lecture seule.",
        "Rien n’a été modifié.",
        "Choisissez un dossier où vous pouvez écrire, ou demandez ce droit à l’assistance.",
    ),
    Cause.DISQUE_PLEIN: (
        "Le disque est plein.",
        "Le dernier enregistrement réussi est intact.",
        "Libérez de la place, puis réessayez.",
    ),
    Cause.DEJA_OUVERT: (
        "Ces données sont déjà ouvertes dans une autre fenêtre de pvdesk.",
        "Rien n’a été modifié.",
        "Revenez à l’autre fenêtre, ou fermez-la avant d’ouvrir celle-ci.",
    ),
    Cause.OCCUPE: (
        "La base est occupée par un autre programme.",
        "Rien n’a été modifié.",
        "Attendez la fin de l’autre opération (copie, antivirus), puis réessayez.",
    ),
    Cause.DISQUE: (
        "Le disque a refusé la lecture ou l’écriture.",
        "Le dernier enregistrement réussi est intact.",
        "Vérifiez que le support est bien branché et qu’il y reste de la place, puis réessayez.",
    ),
    Cause.ABSENT: (
        "Aucune donnée pvdesk dans ce dossier.",
        "Rien n’a été créé.",
        "Vérifiez le nom du dossier, ou créez-le avec «\u00a0pvdesk creer\u00a0».",
    ),
    Cause.EXISTE: (
        "Ce dossier contient déjà des données pvdesk.",
        "Elles n’ont pas été touchées.",
        "Choisissez un autre dossier.",
    ),
    Cause.ILLISIBLE: (
        "La base est abîmée ou n’est pas une base pvdesk.",
        "Le fichier n’a pas été modifié.",
        "Reprenez la dernière copie, ou demandez un lot de retour à la mission.",
    ),
    Cause.NON_CHIFFRE: (
        "Le fichier de données n’est pas chiffré\u00a0: ce n’est pas une base pvdesk.",
        "Il n’a pas été ouvert.",
        "Remettez la vraie base à sa place\u202f; ne travaillez pas sur ce fichier.",
    ),
    Cause.CLE_ABSENTE: (
        "Le fichier de clé «\u00a0cle.json\u00a0» manque\u00a0: la base ne peut pas être ouverte.",
        "La base est intacte.",
        "Remettez «\u00a0cle.json\u00a0» à côté de «\u00a0pvdesk.db\u00a0», depuis la dernière copie.",
    ),
    Cause.CLE_ABIMEE: (
        "Le fichier de clé «\u00a0cle.json\u00a0» est abîmé\u00a0: la base ne peut pas être ouverte.",
        "La base est intacte.",
        "Remettez «\u00a0cle.json\u00a0» à côté de «\u00a0pvdesk.db\u00a0», depuis la dernière copie.",
    ),
    Cause.PHRASE: (
        "Cette phrase n’ouvre pas la base.",
        "Rien n’a été modifié.",
        "Vérifiez les majuscules et le clavier, puis retapez-la.",
    ),
    Cause.PHRASE_COURTE: (
        "La phrase est trop courte.",
        "Rien n’a été créé.",
        "Choisissez au moins 12 caractères, par exemple quatre mots.",
    ),
    Cause.SANS_PHRASE: (
        "Aucune phrase de passe n’a été donnée.",
        "Rien n’a été modifié.",
        "Tapez-la quand elle est demandée, ou donnez-la dans la variable PVDESK_PHRASE.",
    ),
    Cause.PHRASES_DIFFERENTES: (
        "Les deux phrases tapées sont différentes.",
        "Rien n’a été créé.",
        "Recommencez, en tapant deux fois la même.",
    ),
    Cause.CHEMIN: (
        "Ce chemin ne peut pas être celui d’un dossier de données.",
        "Rien n’a été modifié.",
        "Choisissez un autre dossier\u00a0: un fichier porte ce nom, ou le nom est trop long.",
    ),
    Cause.COPIE: (
        "Cette copie ne s’ouvre pas\u00a0: elle est abîmée, ou c’est celle d’une autre base.",
        "Vos données n’ont pas été touchées.",
        "Choisissez une autre copie.",
    ),
    Cause.PLUS_RECENT: (
        "Ces données ont été écrites par une version plus récente de pvdesk.",
        "Elles n’ont pas été modifiées.",
        "Installez la nouvelle version, puis rouvrez.",
    ),
    Cause.REFERENTIEL: (
        "Une table de référence livrée avec pvdesk est abîmée.",
        "Vos données n’ont pas été modifiées.",
        "Réinstallez pvdesk, puis réessayez.",
    ),
    Cause.PAS_UNE_IMAGE: (
        "Ce fichier n’est pas une photo que pvdesk sait lire.",
        "La visite n’a pas été modifiée.",
        "Choisissez une photo JPEG, PNG ou WebP\u202f; enregistrez une photo HEIC en JPEG, puis réessayez.",
    ),
    Cause.IMAGE_ABIMEE: (
        "Cette photo est vide ou abîmée.",
        "La visite n’a pas été modifiée.",
        "Copiez-la de nouveau depuis l’appareil, ou choisissez-en une autre.",
    ),
    Cause.IMAGE_DEMESUREE: (
        "Cette photo est trop grande pour être lue sans risque.",
        "La visite n’a pas été modifiée.",
        "Réduisez-la, ou réglez l’appareil sur une taille plus petite.",
    ),
    Cause.SERVEUR_ABSENT: (
        "Le serveur de la base ne répond pas, ou a rompu la liaison.",
        "Le dernier enregistrement réussi est intact.",
        "Vérifiez le réseau et l’adresse donnée dans PVDESK_BASE, puis réessayez\u202f; sinon, appelez l’assistance.",
    ),
    Cause.SERVEUR_ACCES: (
        "Le serveur refuse ce rôle, ce mot de passe ou cette base.",
        "Rien n’a été modifié.",
        "Vérifiez le rôle, le mot de passe et le nom de la base donnés dans PVDESK_BASE.",
    ),
    Cause.SERVEUR_ADRESSE: (
        "La variable PVDESK_BASE ne désigne pas une base PostgreSQL.",
        "Rien n’a été modifié.",
        "Écrivez «\u00a0postgresql+psycopg\u00a0», le rôle, le serveur et la base, comme dans docs/postgresql.md.",
    ),
    Cause.SERVEUR_ANCIEN: (
        "Ce serveur PostgreSQL est trop ancien pour pvdesk.",
        "Rien n’a été modifié.",
        "Demandez à l’assistance un serveur PostgreSQL 14 ou plus récent.",
    ),
    Cause.SERVEUR_ARCHIVE: (
        "Ce dossier n’a pas les dernières décisions de la mission\u00a0: elles sont archivées dans un autre.",
        "Rien n’a été modifié.",
        "Ouvrez le dossier commun des agents, ou copiez-en ici «\u00a0decisions\u00a0» et «\u00a0lots\u00a0».",
    ),
    Cause.SERVEUR_CLE: (
        "Le fichier «\u00a0cle.json\u00a0» de ce dossier n’est pas celui de la base du serveur.",
        "Rien n’a été modifié.",
        "Ouvrez le dossier de la mission qui a créé cette base, ou corrigez PVDESK_BASE.",
    ),
    Cause.SERVEUR_DROITS: (
        "Le serveur n’accorde pas à ce rôle le droit de le faire.",
        "Rien n’a été modifié.",
        "Demandez à l’assistance que ce rôle soit propriétaire de la base (docs/postgresql.md).",
    ),
    Cause.SERVEUR_EXISTE: (
        "Cette base du serveur contient déjà des données pvdesk.",
        "Elles n’ont pas été touchées.",
        "Ouvrez le dossier de la mission qui l’a créée, ou donnez une base vide dans PVDESK_BASE.",
    ),
    Cause.SERVEUR_LECTURE: (
        "La base du serveur est en lecture seule.",
        "Rien n’a été modifié.",
        "Vérifiez que PVDESK_BASE désigne le serveur principal, non son double de secours.",
    ),
    Cause.SERVEUR_PLEIN: (
        "Le disque du serveur est plein.",
        "Le dernier enregistrement réussi est intact.",
        "Demandez à l’assistance de faire de la place sur le serveur, puis réessayez.",
    ),
    Cause.SERVEUR_POSTE: (
        "La variable PVDESK_BASE désigne un serveur, mais ce dossier garde sa base lui-même.",
        "Rien n’a été modifié.",
        "Retirez la variable\u00a0: seule une mission créée avec elle tient sa base sur un serveur.",
    ),
    Cause.SERVEUR_REGLAGE: (
        "La base du serveur n’est pas réglée comme pvdesk l’attend (encodage UTF8, ordre C).",
        "Rien n’a été modifié.",
        "Demandez à l’assistance de la créer avec la commande de docs/postgresql.md.",
    ),
    Cause.SERVEUR_VARIABLE: (
        "La base de ce dossier est sur un serveur, et la variable PVDESK_BASE n’est pas donnée.",
        "Rien n’a été modifié.",
        "Donnez l’adresse de la base dans PVDESK_BASE, puis rouvrez.",
    ),
    Cause.SERVEUR_VIDE: (
        "La base du serveur est vide, ou n’est pas celle d’une mission.",
        "Rien n’a été modifié.",
        "Corrigez PVDESK_BASE, ou demandez à l’assistance de remettre en place la dernière copie.",
    ),
}


class Faute(Exception):  # noqa: N818 - « faute » is the word the screen uses
    """A fault of the machine or of the person, never of the program.

    Attributes:
        cause: which fault.
        detail: for the log and « Détails pour l’assistance »; holds no personal data.
    """

    def __init__(self, cause: Cause, detail: str = "") -> None:
        self.cause = cause
        self.detail = detail
        self.happened, self.safe, self.remedy = _PHRASES[cause]
        super().__init__(f"{self.happened} {self.safe} {self.remedy}")


_DRIVER_WORDS = (
    ("file is not a database", Cause.ILLISIBLE),
    ("malformed", Cause.ILLISIBLE),
    ("is full", Cause.DISQUE_PLEIN),
    ("readonly database", Cause.LECTURE_SEULE),
    ("unable to open database", Cause.LECTURE_SEULE),
    ("is locked", Cause.OCCUPE),
    ("disk i/o error", Cause.DISQUE),
)


# The beginning of a server's error code (SQLSTATE), whatever the language of its sentences.
_SERVER_STATES = (
    ("08", Cause.SERVEUR_ABSENT), ("57P", Cause.SERVEUR_ABSENT), ("25P03", Cause.SERVEUR_ABSENT),
    ("28", Cause.SERVEUR_ACCES), ("3D", Cause.SERVEUR_ACCES), ("42501", Cause.SERVEUR_DROITS),
    ("25006", Cause.SERVEUR_LECTURE), ("53100", Cause.SERVEUR_PLEIN), ("53", Cause.OCCUPE), ("55P03", Cause.OCCUPE),
    ("57014", Cause.OCCUPE), ("40", Cause.OCCUPE), ("58", Cause.DISQUE), ("XX001", Cause.DISQUE),
    ("XX002", Cause.DISQUE),
)  # fmt: skip
# At the door the driver keeps no code: the sentence alone tells, in English or in French.
_DOOR_WORDS = re.compile("password|mot de passe|role|rôle|database|base de données|pg_hba|authenti", re.IGNORECASE)


def from_server(error: BaseException) -> Faute | None:
    """The fault behind an error of PostgreSQL's driver, or None."""
    state = getattr(error, "sqlstate", None)
    if state is not None:
        cause = next((found for start, found in _SERVER_STATES if state.startswith(start)), None)
        return None if cause is None else Faute(cause, f"SQLSTATE {state}")
    if type(error).__name__ not in {"OperationalError", "ConnectionTimeout"}:
        return None
    refused = "FATAL" in str(error) and _DOOR_WORDS.search(str(error))
    return Faute(Cause.SERVEUR_ACCES if refused else Cause.SERVEUR_ABSENT, str(error))


def from_driver(error: BaseException) -> Faute | None:
    """The fault of the machine behind a driver error, or None when the error is ours (constraint, misuse)."""
    origin = getattr(error, "orig", None) or error
    if type(origin).__module__.startswith("psycopg"):
        return from_server(origin)
    text = str(origin).lower()
    for word, cause in _DRIVER_WORDS:
        if word in text:
            return Faute(cause, text)
    return None


def from_system(error: OSError) -> Faute:
    """The fault behind a refusal of the file system."""
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return Faute(Cause.LECTURE_SEULE, str(error))
    if error.errno in {errno.EEXIST, errno.ENOTDIR, errno.ENAMETOOLONG}:
        return Faute(Cause.CHEMIN, str(error))
    # EFBIG: the quota of a process, told like a full disk.
    full = error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
    return Faute(Cause.DISQUE_PLEIN if full else Cause.DISQUE, str(error))
