"""For every test: generated examples take the time they need, as a dictionary may have to load first."""

from hypothesis import settings

settings.register_profile("qual", deadline=None)
settings.load_profile("qual")
