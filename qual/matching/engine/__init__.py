"""The fast engine: the same hits as the plain one, found for many words at a time.

A word's way from a text to a hit:

1. `letters` turns the text into numbers and folds them, `tokens` finds where words begin and end.
2. `vocabulary` gives each different word a number. A word that it has not met before is decided
   once and for all: `questions` tells which atoms of the codebook it meets (`russian` knows beforehand
   which words can be forms of a lemma). From here on there are only numbers.
3. `search` joins places of atoms to phrases and what operators make of them, as `plan` has
   numbered them; every step does so for all terms of the codebook together.
4. `fast` does this for a batch of texts, and makes hits of what was found.
"""

from qual.matching.engine.fast import FastEngine

__all__ = ["FastEngine"]
