"""What an adversary makes: archives of any shape, and lots sealed or signed by whoever."""

import hashlib
import io
import warnings
import zipfile
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec

from pvdesk.bundle import container, envelope
from tests.pvdesk.bundle import sample

Pair = tuple[str, bytes]


def members() -> dict[str, bytes]:
    """The members of an honest lot, in order."""
    data = sample.archive()
    return {name: container.extract(data, member) for name, member in container.read_directory(data).items()}


def zipped(pairs: Sequence[Pair], method: int = zipfile.ZIP_DEFLATED, mode: int = 0o600) -> bytes:
    """An archive by the standard library: any names, even twice."""
    buffer = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "w", method) as archive:
        warnings.simplefilter("ignore", UserWarning)
        for name, data in pairs:
            info = zipfile.ZipInfo(name)
            info.compress_type = method
            info.external_attr = mode << 16
            archive.writestr(info, data)
    return buffer.getvalue()


def sealed(archive: bytes) -> bytes:
    """Anyone can seal to the mission: its age key is public."""
    return envelope.seal(archive, [sample.mission_age().public])


def signed(
    change: Callable[[dict[str, Any]], object],
    parts: Mapping[str, bytes] | None = None,
    key: str | None = None,
    comment: str = "pvdesk lot format 1 poste D07 numero 1",
) -> bytes:
    """A sealed lot by an enrolled poste whose program lies: the manifest changed at will, then truly signed."""
    inside = members()
    content = {name: data for name, data in inside.items() if not name.startswith("datapackage")}
    manifest = msgspec.json.decode(inside[container.MANIFEST])
    if parts is not None:
        content |= parts
    for resource in manifest["resources"]:
        data = content[resource["path"]]
        resource |= {"bytes": len(data), "hash": f"sha256:{hashlib.sha256(data).hexdigest()}"}
    change(manifest)
    raw = msgspec.json.encode(manifest)
    signature = envelope.sign(raw, key or sample.poste_signing().private, comment)
    pairs = [(container.MANIFEST, raw), (container.SIGNATURE, signature), *content.items()]
    return sealed(zipped(pairs))
