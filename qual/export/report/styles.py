"""How a report looks in Word: every look has a named style, so that a journal's template can take over."""

from __future__ import annotations

from typing import Any

SERIF, SANS = "Times New Roman", "Arial"
INK, GREY, BLUE, OPEN = "1A1A1A", "595959", "1F4E79", "8A4500"
_LANGUAGES = {"ru": "ru-RU", "en": "en-GB"}

_PARAGRAPHS: dict[str, dict[str, Any]] = {
    # of Word itself
    "Normal": {"size": 11, "after": 6},
    "Title": {"size": 24, "bold": True, "colour": BLUE, "after": 4, "sans": True, "line": ""},
    "Subtitle": {"size": 14, "colour": GREY, "after": 12, "sans": True, "italic": False},
    "Heading 1": {"size": 17, "bold": True, "colour": BLUE, "before": 24, "after": 8, "sans": True},
    "Heading 2": {"size": 14, "bold": True, "colour": BLUE, "before": 18, "after": 6, "sans": True},
    "Heading 3": {"size": 11.5, "bold": True, "colour": INK, "before": 12, "after": 4, "sans": True},
    "Heading 4": {
        "size": 10.5,
        "bold": True,
        "colour": GREY,
        "before": 8,
        "after": 3,
        "sans": True,
        "italic": False,
    },
    "Caption": {"size": 9.5, "bold": True, "colour": INK, "before": 8, "after": 4, "sans": True},
    "Quote": {"size": 10.5, "colour": INK, "after": 0, "left": 0.8, "italic": False},
    "List Bullet": {"size": 11, "after": 3, "left": 0.6, "hanging": 0.6},
    "TOC Heading": {"size": 14, "bold": True, "colour": BLUE, "before": 12, "after": 6, "sans": True},
    # of the report
    "TOC 1": {"size": 10.5, "after": 2, "sans": True},
    "TOC 2": {"size": 10, "after": 1, "left": 0.7, "sans": True},
    "Lead": {"size": 11, "after": 6},
    "Note": {"size": 9, "colour": GREY, "after": 8},
    "Warning": {"size": 10, "bold": True, "colour": "B35900", "after": 6, "sans": True},
    "Author's words": {"size": 11, "after": 6, "left": 0.5},
    "For the author": {"size": 10.5, "italic": True, "colour": OPEN, "after": 6, "left": 0.5},
    "Citation": {"size": 9, "colour": GREY, "after": 8, "left": 0.8},
    "Reference": {"size": 10.5, "after": 4, "left": 1.0, "hanging": 1.0},
    "Table note": {"size": 8.5, "colour": GREY, "before": 3, "after": 10},
    "Table text": {"size": 9, "after": 0, "sans": True},
    "Small table text": {"size": 8, "after": 0, "sans": True},
    "Figure": {"size": 9, "after": 2, "next": True},
}


def set_styles(document: Any, language: str) -> None:
    """Give an empty document A4 pages, page numbers, and the styles of a report."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Cm

    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(2.5), Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)
    there = {style.name for style in document.styles}
    for name, look in _PARAGRAPHS.items():
        if name not in there:
            document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = document.styles["Normal"]
        _look(document.styles[name], look)
    _language(document.styles["Normal"], language)
    _table(document)
    _page_numbers(section)


def _look(style: Any, look: dict[str, Any]) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt, RGBColor

    own, place = style.font, style.paragraph_format
    own.name = SANS if look.get("sans") else SERIF
    fonts = style.element.rPr.rFonts
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), own.name)
        fonts.attrib.pop(qn(f"w:{script}Theme"), None)
    for script in ("asciiTheme", "hAnsiTheme", "cstheme", "eastAsiaTheme"):
        fonts.attrib.pop(qn(f"w:{script}"), None)
    own.size = Pt(look["size"])
    own.bold, own.italic = look.get("bold", False), look.get("italic", False)
    own.color.rgb = RGBColor.from_string(look.get("colour", INK))
    place.space_before, place.space_after = Pt(look.get("before", 0)), Pt(look["after"])
    place.left_indent = Cm(look.get("left", 0))
    if "hanging" in look:
        place.first_line_indent = Cm(-look["hanging"])
    place.alignment = WD_ALIGN_PARAGRAPH.LEFT
    if look.get("next"):
        place.keep_with_next = True
    if "line" in look:  # the line that Word draws below a title
        for border in style.element.pPr.findall(qn("w:pBdr")):
            style.element.pPr.remove(border)
    style.quick_style = True


def _language(style: Any, language: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    told = OxmlElement("w:lang")
    told.set(qn("w:val"), _LANGUAGES.get(language, "en-GB"))
    style.element.get_or_add_rPr().append(told)


def _table(document: Any) -> None:
    """A table as journals want it: lines above, below and under the heads, none upright."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    style = document.styles.add_style("Report table", WD_STYLE_TYPE.TABLE)
    style.base_style = document.styles["Normal Table"]
    line = 'w:val="single" w:sz="{}" w:space="0" w:color="{}"'
    thick, thin = line.format(8, INK), line.format(4, "D4D4D4")
    style.element.append(
        parse_xml(
            f"<w:tblPr {nsdecls('w')}><w:tblBorders><w:top {thick}/><w:bottom {thick}/>"
            f"<w:insideH {thin}/></w:tblBorders><w:tblCellMar><w:top w:w='30' w:type='dxa'/>"
            "<w:left w:w='70' w:type='dxa'/><w:bottom w:w='30' w:type='dxa'/>"
            "<w:right w:w='70' w:type='dxa'/></w:tblCellMar></w:tblPr>"
        )
    )
    style.element.append(
        parse_xml(
            f"<w:tblStylePr {nsdecls('w')} w:type='firstRow'><w:tcPr><w:tcBorders>"
            f"<w:bottom {thick}/></w:tcBorders></w:tcPr></w:tblStylePr>"
        )
    )


def _page_numbers(section: Any) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    from qual.export.report import fields

    line = section.footer.paragraphs[0]
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    fields.add(line, "PAGE", "1")
