"""XML of Office files, with names compared without their namespaces."""

from __future__ import annotations

from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from qual.errors import UnreadableSource


def parsed_xml(xml: bytes, name: str) -> Element:
    """The root of an XML part, an empty element for no bytes. Raises UnreadableSource for damaged XML.

    What declares entities was refused before: see `archives.read_part`.
    """
    if not xml:
        return Element("nothing")
    try:
        return ElementTree.fromstring(xml)
    except (ElementTree.ParseError, ValueError, LookupError):
        raise UnreadableSource(f"{name} is damaged.", hint="Open it and save it anew.") from None


def tag_of(element: Element) -> str:
    """The name of an element: Office programs write one of two namespaces for the same."""
    return str(element.tag).rpartition("}")[2]


def value_of(element: Element, attribute: str = "val") -> str:
    """The value of an attribute, "" without one."""
    return next((v for key, v in element.attrib.items() if key.rpartition("}")[2] == attribute), "")


def child_of(element: Element, *path: str) -> Element | None:
    """The first element of a path below, or None."""
    found: Element | None = element
    for name in path:
        found = next((below for below in found if tag_of(below) == name), None) if found is not None else None
    return found
