"""The synthesis report: research questions, sample, themes, countries, method, checklists, references.

`build_report` makes its content once (`content` has the nouns: headings, tables, quotations …);
`html` and `word` only show it. Each part has its own module: `front`, `themes`, `summary`,
`method`, `checklists`. What the author must write is shown as the author wrote it, or as missing.
"""

from qual.export.report.building import build_report
from qual.export.report.content import Report
from qual.export.report.html import html_text, write_html
from qual.export.report.material import Material
from qual.export.report.word import write_docx

__all__ = ["Material", "Report", "build_report", "html_text", "write_docx", "write_html"]
