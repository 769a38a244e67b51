"""What `qual.toml` says of a study."""

from __future__ import annotations

import tomllib
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from qual.errors import UnreadableSettings
from qual.model import LANGUAGES, UNITS, Settings

FILE = "qual.toml"

PLAIN_KEYS = ("title", "language", "codebook", "workbook", "unit", "coder", "note", "citations")
LISTS = ("questions",)
CHOICES: dict[str, tuple[str, ...]] = {"unit": UNITS, "language": LANGUAGES, "citations": ("apa", "gost")}
TABLES = {"counting": ("small_base",), "speakers": ("interviewer", "expert"), "spacy": LANGUAGES}


def read_settings(folder: Path) -> Settings:
    """The settings of the study in a folder; the defaults when it has no qual.toml.

    Raises UnreadableSettings for a file that is not TOML, a key that means nothing, or a value of
    the wrong kind.
    """
    path = folder / FILE
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return Settings()
    except UnicodeDecodeError:
        raise UnreadableSettings(f"{FILE}: not UTF-8.", hint="Save it as UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        raise UnreadableSettings(f"{FILE}: {error}.", hint="Texts stand in quotation marks.") from None
    except RecursionError:
        raise UnreadableSettings(f"{FILE}: brackets stand inside one another too deeply.") from None
    except OSError as error:
        raise UnreadableSettings(f"{FILE}: {error.strerror}.", hint="Is it a file you may read?") from None
    return _settings(data, folder)


def _settings(data: dict[str, Any], folder: Path) -> Settings:
    _refuse_unknown(data, (*PLAIN_KEYS, *LISTS, *TABLES), "")
    values: dict[str, Any] = {key: _text(data[key], key) for key in PLAIN_KEYS if key in data}
    for key, known in CHOICES.items():
        if key in values and values[key] not in known:
            raise UnreadableSettings(
                f"{FILE}: {key} = {values[key]!r} is unknown.", hint=f"Choose one of: {', '.join(known)}."
            )
    for key in LISTS:
        if key in data:
            values[key] = _texts(data[key], key)
    for name, keys in TABLES.items():
        table = data.get(name, {})
        if not isinstance(table, dict):
            raise UnreadableSettings(
                f"{FILE}: {name} is a table.", hint=f"Write [{name}] on a line of its own."
            )
        _refuse_unknown(table, keys, name)
    counting, speakers = data.get("counting", {}), data.get("speakers", {})
    if "small_base" in counting:
        number = counting["small_base"]
        if not isinstance(number, int) or isinstance(number, bool) or number < 0:  # True is an int, too
            raise UnreadableSettings(f"{FILE}: small_base is a number of experts.", hint="small_base = 3")
        values["small_base"] = number
    for key in TABLES["speakers"]:
        labels = speakers.get(key, [])
        if not isinstance(labels, list) or not all(isinstance(label, str) for label in labels):
            raise UnreadableSettings(
                f"{FILE}: {key} under [speakers] is a list of labels.", hint=f'{key} = ["Moderator"]'
            )
        values[f"{key}_labels"] = tuple(labels)
    if "spacy" in data:
        values["pipelines"] = {
            language: _pipeline(_text(name, language), folder) for language, name in data["spacy"].items()
        }
    return Settings(**values)


def _pipeline(name: str, folder: Path) -> str:
    """A trained pipeline: the name of a package, or a folder of the study as a whole path."""
    inside = folder / name
    return str(inside.resolve()) if inside.is_dir() else name


def _texts(value: Any, key: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
        raise UnreadableSettings(f"{FILE}: {key} is a list of texts.", hint=f'{key} = ["…", "…"]')
    return tuple(value)


def _text(value: Any, key: str) -> str:
    if not isinstance(value, str):
        raise UnreadableSettings(f"{FILE}: {key} is a text.", hint=f'{key} = "…"')
    return value


def _refuse_unknown(table: dict[str, Any], known: tuple[str, ...], name: str) -> None:
    for key in table:
        if key not in known:
            near = get_close_matches(key, known, 1, 0.6)
            home = next((table_name for table_name, keys in TABLES.items() if key in keys), "")
            place = f" under [{name}]" if name else ""
            hint = f"Did you mean {near[0]}?" if near else f"Known: {', '.join(known)}."
            if home:
                hint = f"It belongs under [{home}]."
            elif name and key in (*PLAIN_KEYS, *LISTS):
                hint = "Move it to the top of the file, above the first [table]."
            raise UnreadableSettings(f"{FILE}: {key!r}{place} means nothing.", hint=hint)
