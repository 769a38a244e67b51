"""How many examples a generated test tries: a few each time, many when somebody asks for it.

QUAL_THOROUGH=1 make test        # minutes more; before a release, or after the engine was changed
"""

from __future__ import annotations

import os


def examples(usual: int, thorough: int) -> int:
    """The number of examples to generate in this run."""
    return thorough if os.environ.get("QUAL_THOROUGH") else usual
