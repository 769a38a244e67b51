"""A file becomes a Codebook, and back.

`read_codebook` takes a YAML file; `check_codebook` tells everything that is wrong with one;
`write_codebook` gives the YAML back.
"""

from qual.codebook.check import check_codebook
from qual.codebook.reading import parse_codebook, read_codebook
from qual.codebook.writing import write_codebook

__all__ = ["check_codebook", "parse_codebook", "read_codebook", "write_codebook"]
