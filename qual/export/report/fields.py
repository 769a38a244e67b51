"""What Word files have and python-docx has no word for: fields, bookmarks, inner links, descriptions."""

from __future__ import annotations

from typing import Any


def _element(name: str, /, **attributes: str) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def _mark(line: Any, kind: str) -> None:
    line.add_run()._r.append(_element("fldChar", fldCharType=kind))


def begin(line: Any, instruction: str) -> None:
    """Begin a field; what follows until `end` is its result, shown until Word updates it."""
    _mark(line, "begin")
    told = _element("instrText")
    told.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    told.text = f" {instruction} "
    line.add_run()._r.append(told)
    _mark(line, "separate")


def end(line: Any) -> None:
    """End the field."""
    _mark(line, "end")


def add(line: Any, instruction: str, result: str) -> None:
    """A whole field with its result."""
    begin(line, instruction)
    line.add_run(result)
    end(line)


def bookmark(line: Any, name: str, number: int, text: str) -> None:
    """Text with a bookmark around it."""
    line._p.append(_element("bookmarkStart", id=str(number), name=_called(name)))
    line.add_run(text)
    line._p.append(_element("bookmarkEnd", id=str(number)))


def link(line: Any, name: str, text: str) -> None:
    """Text that leads to a bookmark."""
    made = _element("hyperlink", anchor=_called(name), history="1")
    run = line.add_run(text)
    line._p.remove(run._r)
    made.append(run._r)
    line._p.append(made)


def _called(name: str) -> str:
    """Names of bookmarks are letters, digits and underscores, 40 at most."""
    return "".join(char if char.isalnum() else "_" for char in f"_{name}")[:40]


def describe(shape: Any, text: str) -> None:
    """What a picture shows, for those who cannot see it."""
    shape._inline.docPr.set("descr", text)
