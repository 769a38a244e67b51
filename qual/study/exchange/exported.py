"""What was written for other programs, and what they will not see of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Exported:
    """The file, how much is in it, what is kept in it for qual alone, and what is not in it."""

    path: Path
    counts: dict[str, int] = field(default_factory=dict)
    hidden: dict[str, int] = field(default_factory=dict)
    lost: dict[str, int] = field(default_factory=dict)
