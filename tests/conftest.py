"""For every test: generated examples take the time they need, as a dictionary may have to load first."""

from functools import cache

import typer.testing
from hypothesis import settings

settings.register_profile("qual", deadline=None)
settings.load_profile("qual")

# The commands are put together once, not at every call: a test runs several, and there are many tests.
typer.testing._get_command = cache(typer.testing._get_command)
