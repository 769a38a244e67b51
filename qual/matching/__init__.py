"""A codebook suggests codings in a source.

A term of the codebook is read by `rules`, the text is cut into `words` and `units`, `forms` knows
which words are forms of a lemma, an engine (`plain`) finds the terms, and `suggest` makes codings
of what was found. `check` tells what is wrong with the rules themselves.
"""

from qual.matching.check import check_rules
from qual.matching.compiled import CompiledRules, compile_rules
from qual.matching.suggest import suggest_codings

__all__ = ["CompiledRules", "check_rules", "compile_rules", "suggest_codings"]
