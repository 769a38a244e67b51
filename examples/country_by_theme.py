"""A worked script: which themes come up in which country, and what is said.

    python examples/country_by_theme.py [FOLDER OF THE STUDY]

Run `qual run` in the folder first; the script reads the project that it made.
"""

from __future__ import annotations

import sys

import qual


def main(folder: str) -> None:
    """Print a table, its base, and one quotation for each theme in each country."""
    with qual.open(folder) as project:
        codings = qual.codings(project)  # tidy DataFrame, one row a coding

    # Experts who speak of a theme, by country. The base stands with the table.
    table = qual.theme_matrix(codings, rows="country", columns="theme", measure="experts")
    print("Experts interviewed:", table.attrs["base"])
    print(table.to_string())

    # The same as a share of each country's experts, as pandas does it.
    base = qual.count_matrix(codings).base
    print((table.div(base, axis=0) * 100).round().astype(int).to_string())

    # Only what the experts of two countries said about the CSTO, in reading order.
    chosen = qual.select(codings, qual.Selection(country=("KZ", "KG"), theme=("csto-effectiveness",)))
    interviews = chosen[chosen["kind"] == "interview"]
    for row in qual.quotes(interviews).groupby("expert").head(1).itertuples():
        print(f"{row.expert}, turn {row.turn}, {row.code}: {row.quote}")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else ".")
