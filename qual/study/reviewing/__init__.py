"""Reviewing: a person walks through suggestions and decides on each.

`queue` says which codings wait and `show` what is to be seen of one; `accept`, `reject` and `note`
decide. `Review` remembers where somebody is in the queue and what they did, so that it can be taken
back; nothing of that needs to be stored, because what waits is what is still undecided. No terminal
here, and no browser.
"""

from qual.study.reviewing.codes import find_codes
from qual.study.reviewing.deciding import MOVE, RECODE, Act, accept, note, reject, replaced
from qual.study.reviewing.seen import Shown, show
from qual.study.reviewing.sizes import Size, sizes
from qual.study.reviewing.waiting import nothing_left, queue
from qual.study.reviewing.walk import Review, Step

__all__ = [
    "MOVE",
    "RECODE",
    "Act",
    "Review",
    "Shown",
    "Size",
    "Step",
    "accept",
    "find_codes",
    "note",
    "nothing_left",
    "queue",
    "reject",
    "replaced",
    "show",
    "sizes",
]
