"""The AppStream metainfo: what software centres show of Unsit.

The id is provisional. AppStream wants it to be the name of a place that its authors own, and Flathub
takes it as the app-id; the project has no home on the net yet. Screenshots have to be fetched from such
a place, too: they are named once `[project.urls]` of pyproject.toml says where `docs/` can be read
(`Documentation`), and left out until then, since an address that leads nowhere is worse than none.

Source: AppStream 1.0, "Metainfo Files".
"""

import tomllib
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from installers.linux.entry import FILE as ENTRY
from installers.linux.phrases import AUTHORS, CAPTIONS, NAME, PARAGRAPHS, SUMMARY, in_others

ID = "io.github.unsit.Unsit"
FILE = f"{ID}.metainfo.xml"
PROJECT = Path(__file__).resolve().parents[2] / "pyproject.toml"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def urls() -> dict[str, str]:
    """Return the addresses that pyproject.toml names."""
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]
    return dict(project.get("urls", {}))


def metainfo(releases: Iterable[tuple[str, date]], urls: dict[str, str]) -> bytes:
    """Return the whole file; `releases` are versions and their days, the newest first."""
    root = Element("component", type="desktop-application")
    SubElement(root, "id").text = ID
    SubElement(root, "metadata_license").text = "MIT"
    SubElement(root, "project_license").text = "MIT"
    SubElement(root, "name").text = NAME
    _said(root, "summary", SUMMARY)
    SubElement(root, "developer_name").text = AUTHORS
    description = SubElement(root, "description")
    for paragraph in PARAGRAPHS:
        _said(description, "p", paragraph)
    SubElement(root, "launchable", type="desktop-id").text = ENTRY
    SubElement(SubElement(root, "provides"), "binary").text = "unsit"
    for kind, key in (("homepage", "Homepage"), ("bugtracker", "Issues")):
        if key in urls:
            SubElement(root, "url", type=kind).text = urls[key]
    if "Documentation" in urls:
        _screenshots(root, urls["Documentation"].rstrip("/"))
    SubElement(root, "content_rating", type="oars-1.1")
    history = SubElement(root, "releases")
    for version, day in releases:
        SubElement(history, "release", version=version, date=day.isoformat())
    indent(root)
    written: bytes = tostring(root, encoding="UTF-8", xml_declaration=True)
    return written + b"\n"


def _screenshots(root: Element, place: str) -> None:
    shown = SubElement(root, "screenshots")
    for file, caption in CAPTIONS.items():
        one = SubElement(shown, "screenshot")
        if file == next(iter(CAPTIONS)):
            one.set("type", "default")
        _said(one, "caption", caption)
        SubElement(one, "image", type="source").text = f"{place}/{file}"


def _said(parent: Element, tag: str, phrase: str) -> None:
    SubElement(parent, tag).text = phrase
    for language, said in in_others(phrase).items():
        SubElement(parent, tag, {LANG: language.replace("_", "-")}).text = said
