"""Answers in XML."""

from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element


def parsed(body: bytes) -> Element:
    """The root of a document; a fault in it fails the test."""
    return ET.fromstring(body)  # noqa: S314  our own answer
