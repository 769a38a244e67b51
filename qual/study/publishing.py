"""Tables fit to be published: counts that tell of one or two experts are hidden."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qual.errors import InvalidRequest
from qual.model import ALL, Selection
from qual.study.results import counting_frame

if TYPE_CHECKING:
    import pandas as pd

    from qual.analysis.disclosure import Published
    from qual.analysis.matrix import Matrix
    from qual.project import Project

HIDDEN = "hidden"


def published(matrix: Matrix, *, least: int = 3) -> Published:
    """A matrix of experts with small cells hidden; see `analysis.disclosure`.

    Where one expert stands in two rows (two interviews under two values) no total is shown. Raises
    InvalidRequest for other measures: a share or a number of segments tells the count, or tells of
    people otherwise.
    """
    from qual.analysis.disclosure import suppressed

    if matrix.measure != "experts":
        raise InvalidRequest(
            f"only counts of experts can be made fit to be published, not {matrix.measure}.",
            hint="Leave out --measure.",
        )
    apart = int(matrix.base.sum()) == matrix.base_total
    return suppressed(matrix.cells, matrix.base, least=least, with_totals=apart)


def published_table(matrix: Matrix, shown: Published) -> pd.DataFrame:
    """The same as a table of its own: a row a case with its base `n`, then "all"; hidden numbers say so.

    What is not coded yet is missing.
    """
    import pandas as pd

    rows = shown.cells.astype(object).mask(shown.hidden, HIDDEN)
    total = shown.total.astype(object).where(shown.total.notna(), HIDDEN)
    table = pd.concat([rows, total.to_frame("all").T])
    table.insert(0, "n", [*(int(n) for n in matrix.base), matrix.base_total], allow_duplicates=True)
    table.index.name = matrix.rows
    return table


def export_public_csv(
    project: Project,
    folder: str | Path | None = None,
    selection: Selection | None = None,
    *,
    layer: str = ALL,
    least: int = 3,
) -> list[Path]:
    """Write the country × theme table as CSV with small cells hidden, and nothing else.

    Codings and sources stay out: a quotation or an attribute tells who was interviewed. The path
    written, public-country-theme.csv.
    """
    from qual.analysis.matrix import count_matrix
    from qual.export.tables import write_csv

    target = Path(folder) if folder else project.folder / "out"
    matrix = count_matrix(counting_frame(project, selection, layer=layer))
    table = published_table(matrix, published(matrix, least=least))
    return [write_csv(target / "public-country-theme.csv", table.reset_index())]
