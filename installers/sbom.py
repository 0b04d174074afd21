"""The bill of materials of a release, in CycloneDX JSON: what a `pip install` of it brings, by the lock.

Each package of requirements/run.txt has its name, version and the hashes of all its files; its licence
where its metadata names one, which is known of what is installed here. Nothing of this machine goes
into it, so that two are equal: the moment is that of the commit, the serial number is made from the
version.
"""

import importlib.metadata
import re
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import ExternalReference, ExternalReferenceType, HashAlgorithm, HashType, XsUri
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import License, LicenseAcknowledgement
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL

LOCK = Path("requirements/run.txt")
PIN = re.compile(r"^([\w.-]+)==([\w.]+)")
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
NAMES = uuid.UUID("7d7ba2a1-6cb3-5b8c-9a4e-1f6a2f0f6e59")
"""The namespace of our serial numbers; made up once."""


class UnsoundError(Exception):
    """What was written is not CycloneDX; the text is the validator's."""


def document(root: Path, version: str, seconds: str) -> str:
    """Return the bill of one version, made at a moment (seconds of the epoch). Raises UnsoundError."""
    bom = Bom(serial_number=uuid.uuid5(NAMES, version))
    bom.metadata.timestamp = datetime.fromtimestamp(int(seconds), UTC)
    ours = _component("unsit", version, (), ComponentType.APPLICATION)
    bom.metadata.component = ours
    parts = list(packages((root / LOCK).read_text(encoding="utf-8")))
    for part in parts:
        bom.components.add(part)
    bom.register_dependency(ours, parts)
    text = JsonV1Dot6(bom).output_as_string(indent=2) + "\n"
    wrong = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    if wrong is not None:
        raise UnsoundError(str(wrong))
    return text


def packages(lock: str) -> Iterator[Component]:
    """Yield what a lock pins; a package that it pins twice, for two Pythons, is two."""
    for entry in re.split(r"\n(?=[\w])", lock):
        pin = PIN.match(entry)
        if pin is not None:
            yield _component(pin[1], pin[2], HASH.findall(entry), ComponentType.LIBRARY)


def _component(
    name: str, version: str, hashes: tuple[str, ...] | list[str], kind: ComponentType
) -> Component:
    url = PackageURL("pypi", name=name, version=version)
    # The hashes are those of the files on an index, whichever it is: one for each system and Python.
    files = ExternalReference(
        type=ExternalReferenceType.DISTRIBUTION,
        url=XsUri(url.to_string()),
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=each) for each in hashes],
    )
    return Component(
        name=name,
        version=version,
        type=kind,
        bom_ref=url.to_string(),
        purl=url,
        licenses=_licences(name),
        external_references=[files] if hashes else [],
    )


def _licences(name: str) -> list[License]:
    """Return the licence that the metadata of a package names, by its expression or its own words."""
    try:
        about = importlib.metadata.metadata(name).json
    except importlib.metadata.PackageNotFoundError:
        return []
    words = str(about.get("license_expression") or about.get("license") or "")
    if not words or "\n" in words:  # some have the whole text there
        of = (each for each in about.get("classifier", ()) if each.startswith("License ::"))
        words = next((each.rpartition(" :: ")[2] for each in of), "")
    if not words:
        return []
    made = LicenseFactory().make_from_string(
        words, license_acknowledgement=LicenseAcknowledgement.DECLARED
    )
    return [made]
