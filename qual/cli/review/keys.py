"""The keys of a review, in every layout, and what they are called."""

from __future__ import annotations

KEYS = {
    "a": ("accept", "Accept it as it is shown, and go on."),
    "r": ("reject", "Reject it, and go on; it is not suggested again."),
    "c": ("code", "Another code, by number or part of id or name; an assessment may follow: trust +1."),
    "w": ("wider", "A wider segment: sentence, two sentences, paragraph, turn. Stored once you accept."),
    "n": ("narrower", "A narrower segment, down to the match. Stored once you accept."),
    "m": ("memo", "Write a memo on it."),
    "s": ("skip", "Skip it; it comes again at the end."),
    "u": ("undo", "Take back the last thing you did here; again for the one before."),
    "b": ("back", "Go back to the one before."),
    "?": ("help", "This page."),
    "q": ("quit", "Quit. Everything is stored; the next review goes on where you stopped."),
}
ASSESSMENTS = {"8": -2, "9": -1, "0": 0, "1": 1, "2": 2, "-2": -2, "-1": -1, "+1": 1, "+2": 2}
SIGNED = {-2: "−2", -1: "−1", 0: "0", 1: "+1", 2: "+2"}

SAME_KEYS = dict(zip("фксцтьыгиі,й", "arcwnmsubb?q", strict=True))
"""The same keys with a Cyrillic layout; і is Belarusian."""

FIRST_LETTERS = {"д": "c", "ш": "w", "у": "n", "м": "m", "з": "m", "н": "b", "в": "q"}
"""Другой код, шире, уже, мемо, заметка, назад, выход. Not п and о, which begin several: принять and
пропустить, отклонить and отменить."""
