"""A whole lot: from records to sealed bytes, and back in the order that trusts nothing too early."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from pvdesk.bundle import container, envelope, manifest
from pvdesk.bundle.codec import Anomalie, Ligne, decode_lines, encode_lines, line_schema
from pvdesk.bundle.container import MANIFEST, README, SIGNATURE, Member
from pvdesk.bundle.manifest import Champ, Compte, Entete, Manifeste, Ressource
from pvdesk.bundle.refus import Code, Refus

_MAX_SIGNATURE = 16 << 10

_LISEZMOI = """\
LOT PVDESK

Ce dossier est un échange entre le poste d’un délégué du préfet et la mission politique de la ville.
Il s’importe tel quel dans pvdesk\u202f; ne modifiez aucun fichier, il serait refusé.

datapackage.json          ce que contient le lot, avec la taille et l’empreinte de chaque fichier
datapackage.json.minisig  la signature de l’auteur (programme minisign)
data/                     les fiches, une par ligne (JSON Lines, UTF-8)
files/                    les pièces jointes, nommées par leur empreinte SHA-256

Pour tout vérifier sans pvdesk\u00a0:
  minisign -V -p poste.pub -m datapackage.json
  frictionless validate datapackage.json
"""


@dataclass(frozen=True, slots=True)
class Revoque:
    """A poste whose key no longer speaks for it: the reason and the day, in French, for the screen."""

    motif: str
    depuis: str = ""


Trusted = Callable[[str], str | Revoque | None]
"""From a poste's code to its minisign public key; None when we do not know it."""


@dataclass(frozen=True, slots=True)
class Lot:
    """A lot that was read: `tables` by name, `files` by their SHA-256, `anomalies` set aside (Q7).

    `sha256` (hex) is that of the file: what the author's next lot names as `precedent`.
    """

    manifeste: Manifeste
    tables: dict[str, list[Ligne]]
    files: dict[str, bytes]
    anomalies: list[Anomalie]
    sha256: str


def write(
    entete: Entete,
    tables: Mapping[str, Sequence[Ligne]],
    schemas: Mapping[str, Sequence[Champ]],
    files: Mapping[str, bytes],
    signing_key: str,
    recipients: Sequence[str] | None,
    tell: Callable[[int], None] = lambda done: None,  # noqa: ARG005
) -> bytes:
    """The bytes of a lot.

    Args:
        entete: the `pvdesk` object; its `comptes` are counted here.
        tables: lines of each table; an empty table is left out.
        schemas: the columns of each table, with their French titles.
        files: attachments by their SHA-256 (hex).
        signing_key: private text of `envelope.new_signing_key`.
        recipients: `age1…` texts; None for a lot d'enrôlement, which is not sealed.
        tell: told, batch after batch, how many lines are written, then that all are before they are packed and sealed.

    Errors:
        ValueError when what is asked cannot make a lot that we could read; Refus Q8 when it would be too large.
    """
    if (recipients is None) != (entete.sorte == "enrolement"):
        raise ValueError("a lot is sealed, a lot d'enrôlement is not")
    written = {name: lines for name, lines in sorted(tables.items()) if lines}
    members = {README: _LISEZMOI.encode()}
    members |= _encode(written, tell)
    members |= {f"files/{digest}": data for digest, data in sorted(files.items())}
    counted = msgspec.structs.replace(entete, comptes={name: _count(lines) for name, lines in written.items()})
    described = Manifeste(
        name=f"pvdesk-{entete.poste.lower()}-{entete.numero:06d}",
        title=f"Lot pvdesk {entete.poste} n°\u00a0{entete.numero}",
        resources=[_describe(path, data, schemas) for path, data in members.items()],
        pvdesk=counted,
    )
    signed = manifest.encode(described)
    if len(signed) > container.MAX_MANIFEST:
        raise Refus(Code.Q8, "the manifest is too large")
    signature = envelope.sign(signed, signing_key, _comment(counted))
    _check_own(signed, signature, counted)
    archive = container.write_archive({MANIFEST: signed, SIGNATURE: signature, **members})
    sealed = archive if recipients is None else envelope.seal(archive, recipients)
    if len(sealed) > container.MAX_FILE:
        raise Refus(Code.Q8, "the file is too large")
    return sealed


def _encode(tables: Mapping[str, Sequence[Ligne]], tell: Callable[[int], None]) -> dict[str, bytes]:
    members: dict[str, bytes] = {}
    behind = 0
    for name, lines in tables.items():

        def told(done: int, before: int = behind) -> None:
            tell(before + done)

        members[f"data/{name}.jsonl"] = encode_lines(lines, told)
        behind += len(lines)
    tell(behind)
    return members


def is_enrolement(data: bytes) -> bool:
    """Whether these bytes may be a lot d'enrôlement: a ZIP, where every other lot is an age file."""
    return data.startswith(container.ZIP_MAGIC)


def read(data: bytes, identities: Sequence[str], trusted: Trusted, me: str) -> Lot:
    """Open, verify, then decode a sealed lot addressed to `me`.

    Errors:
        Refus Q1 to Q5 and Q8, never another exception for what the file holds.
    """
    archive, members, signed, annonce = _open(data, identities)
    key = trusted(annonce.poste)
    if key is None:
        raise Refus(Code.Q3, "unknown poste", f"Le poste «\u00a0{annonce.poste}\u00a0» n’est pas enrôlé ici.")
    if isinstance(key, Revoque):
        since = f" depuis le {key.depuis}" if key.depuis else ""
        reason = f"Le poste «\u00a0{annonce.poste}\u00a0» est révoqué{since}\u00a0: {key.motif}."
        raise Refus(Code.Q3, "revoked poste", reason)
    try:
        manifeste = _verify(archive, members, signed, key)
    except Refus as refusal:
        raise _of_another_key(archive, members, annonce.poste, key) or refusal from None
    _check_addressee(manifeste, me)
    return _decode(data, archive, members, manifeste)


def announced(data: bytes, identities: Sequence[str]) -> manifest.Annonce:
    """Who a sealed lot says that it comes from, before anything of it is verified.

    Errors:
        Refus Q1, Q2, Q4, Q5, Q8: it cannot be opened.
    """
    return _open(data, identities)[3]


def _of_another_key(archive: bytes, members: Mapping[str, Member], poste: str, key: str) -> Refus | None:
    """A lot signed by a key that the poste has no more: that of a lost laptop, or of one that was replaced."""
    if not envelope.of_another_key(container.extract(archive, members[SIGNATURE], _MAX_SIGNATURE), key):
        return None
    reason = f"Ce lot n’est pas signé par la clé de «\u00a0{poste}\u00a0»\u00a0: il vient d’un ordinateur remplacé."
    return Refus(Code.Q3, "another key", reason)


def read_presentation(data: bytes, identities: Sequence[str], me: str) -> Manifeste:
    """The manifest of a sealed lot by a poste not known yet, verified with the key that it presents itself.

    It proves only that the author holds that key: whose it is, the proof and the control code say. Tables stay shut.

    Errors:
        Refus as `read`; Q3 when the lot presents no key.
    """
    archive, members, signed, annonce = _open(data, identities)
    if annonce.presentation is None:
        raise Refus(Code.Q3, "no presentation", f"Le poste «\u00a0{annonce.poste}\u00a0» n’est pas enrôlé ici.")
    manifeste = _verify(archive, members, signed, annonce.presentation.minisign)
    _check_addressee(manifeste, me)
    return manifeste


def read_enrolement(data: bytes) -> Lot:
    """Verify a lot d'enrôlement with the key it carries: trusted on first use, compared through the control code.

    Errors:
        Refus Q1, Q4, Q5, Q8.
    """
    members = container.read_directory(data)
    signed = container.extract(data, members[MANIFEST], container.MAX_MANIFEST)
    annonce = manifest.announce(signed)
    if annonce.presentation is None:
        raise Refus(Code.Q4, "an enrolment without keys")
    manifeste = _verify(data, members, signed, annonce.presentation.minisign)
    if manifeste.pvdesk.sorte != "enrolement":
        raise Refus(Code.Q4, "only an enrolment travels unsealed")
    return _decode(data, data, members, manifeste)


def _open(data: bytes, identities: Sequence[str]) -> tuple[bytes, dict[str, Member], bytes, manifest.Annonce]:
    """Limits, age, directory; of the members, the manifest alone is unpacked, to know whose key must verify it."""
    if len(data) > container.MAX_FILE:
        raise Refus(Code.Q8, "the file is too large")
    archive = envelope.open_(data, identities)
    members = container.read_directory(archive)
    signed = container.extract(archive, members[MANIFEST], container.MAX_MANIFEST)
    return archive, members, signed, manifest.announce(signed)


def _verify(archive: bytes, members: Mapping[str, Member], signed: bytes, key: str) -> Manifeste:
    """The manifest, once its signature holds and names the same lot."""
    signature = container.extract(archive, members[SIGNATURE], _MAX_SIGNATURE)
    comment = envelope.verify(signed, signature, key)
    manifeste = manifest.decode(signed)
    if comment != _comment(manifeste.pvdesk):
        raise Refus(Code.Q4, "the trusted comment names another lot")
    return manifeste


def _check_addressee(manifeste: Manifeste, me: str) -> None:
    if manifeste.pvdesk.sorte == "enrolement":
        raise Refus(Code.Q4, "an enrolment does not travel sealed")
    if manifeste.pvdesk.destinataire != me:
        raise Refus(Code.Q2, "another addressee", f"Destinataire\u00a0: {manifeste.pvdesk.destinataire}.")


def _decode(data: bytes, archive: bytes, members: Mapping[str, Member], manifeste: Manifeste) -> Lot:
    """Every member against its signed size and hash, then the lines."""
    contents = _check_members(archive, members, manifeste)
    tables: dict[str, list[Ligne]] = {}
    aside: list[Anomalie] = []
    files: dict[str, bytes] = {}
    for path in list(contents):
        content = contents.pop(path)  # what is decoded needs not stay beside its lines
        if path.startswith("files/"):
            files[path.removeprefix("files/")] = content
        elif path.startswith("data/"):
            name = path.removeprefix("data/").removesuffix(".jsonl")
            tables[name], bad = decode_lines(content, name)
            aside += bad
    _check_counts(manifeste.pvdesk, tables, aside)
    return Lot(manifeste, tables, files, aside, hashlib.sha256(data).hexdigest())


def _check_members(archive: bytes, members: Mapping[str, Member], manifeste: Manifeste) -> dict[str, bytes]:
    listed = [resource.path for resource in manifeste.resources]
    if [MANIFEST, SIGNATURE, *listed] != list(members):
        raise Refus(Code.Q4, "the members are not those of the manifest, in its order")
    contents = {}
    for resource in manifeste.resources:
        member = members[resource.path]
        if member.size != resource.bytes:
            raise Refus(Code.Q4, "a member's size is not the signed one")
        content = container.extract(archive, member)
        digest = hashlib.sha256(content).hexdigest()
        if f"sha256:{digest}" != resource.hash or resource.path != _path_of(resource.path, digest):
            raise Refus(Code.Q4, "a member's hash is not the signed one")
        contents[resource.path] = content
    return contents


def _path_of(path: str, digest: str) -> str:
    """The only path that this content may have: an attachment is named by its hash."""
    return f"files/{digest}" if path.startswith("files/") else path


def _check_counts(entete: Entete, tables: Mapping[str, Sequence[Ligne]], aside: Sequence[Anomalie]) -> None:
    """No line may be missing from what the author counted; lines set aside do count."""
    announced = {name: count.enregistrements + count.suppressions for name, count in entete.comptes.items()}
    found = {name: len(lines) for name, lines in tables.items()}
    for bad in aside:
        found[bad.table] += 1
    if found != announced:
        raise Refus(Code.Q4, "the lines are not as many as the manifest counts")


def _check_own(signed: bytes, signature: bytes, entete: Entete) -> None:
    """Our own lot must pass our own checks: better a fault here than a refusal at the other end."""
    try:
        manifest.decode(signed)
        if entete.presentation is not None:
            envelope.verify(signed, signature, entete.presentation.minisign)
    except Refus as error:
        raise ValueError(f"this lot would be refused: {error}") from error
    if entete.sorte == "enrolement" and entete.presentation is None:
        raise ValueError("an enrolment carries keys")


def _comment(entete: Entete) -> str:
    return f"pvdesk lot format {entete.format} poste {entete.poste} numero {entete.numero}"


def _count(lines: Sequence[Ligne]) -> Compte:
    deletions = sum(line.op == "del" for line in lines)
    return Compte(len(lines) - deletions, deletions)


def _describe(path: str, data: bytes, schemas: Mapping[str, Sequence[Champ]]) -> Ressource:
    digest = hashlib.sha256(data).hexdigest()
    size, signed = len(data), f"sha256:{digest}"
    if path == README:
        return Ressource("lisezmoi", path, size, signed, format="txt", mediatype="text/plain", encoding="utf-8")
    if path.startswith("files/"):
        if path != f"files/{digest}":
            raise ValueError("an attachment is named by its SHA-256")
        return Ressource(f"piece-{digest}", path, size, signed)
    name = path.removeprefix("data/").removesuffix(".jsonl")
    return Ressource(
        name,
        path,
        size,
        signed,
        format="jsonl",
        mediatype="application/jsonl",
        encoding="utf-8",
        schema=line_schema(schemas[name]),
    )
