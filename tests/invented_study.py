"""A small invented study, as files, for tests of the command line and of the steps."""

from __future__ import annotations

from pathlib import Path

CODEBOOK = """\
format: 1
id: invented
version: 1.0.0
themes:
  - id: mission
    name: {en: Mission, ru: Миссия}
    definition: {en: What the mission did.}
    codes:
      - id: speed
        name: {en: Speed, ru: Оперативность}
        definition: {en: How quickly it came.}
        rules:
          - {lang: ru, any: [быстро, оперативность]}
          - {lang: en, any: [quickly, "rapid* NEAR/3 deploy*"]}
          - {lang: kk, any: [жедел]}
      - id: exit
        name: {en: Exit, ru: Вывод войск}
        definition: {en: How it left.}
        rules:
          - {lang: ru, any: ["(вывод | выводить) NEAR/3 войско"]}
          - {lang: en, any: [withdraw*]}
  - id: identity
    name: {en: Identity, ru: Идентичность}
    definition: {en: Who we are together.}
    rules:
      - {lang: ru, any: [общий история]}
      - {lang: en, any: [common history]}
"""

TRANSCRIPTS = {
    "kz-01.txt": """\
---
expert: KZ-01
country: KZ
language: ru
date: 2022-10-01
group: academia
invented: true
---
Это интервью вымышлено.

Интервьюер: Быстро ли вывели войска? Есть ли общая история?

Эксперт: Да, пришли быстро. Потом был вывод войск.

И всё это заняло дней десять.
""",
    "kz-02.txt": """\
---
expert: KZ-02
country: Казахстан
language: kk
group: NGO
---
Сұрақ: Жедел келді ме?

Жауап: Иә, өте жедел келді.
""",
    "kg-01.md": """\
---
expert: KG-01
country: Kyrgyzstan
language: en
group: academia
---
**Interviewer:** Did they withdraw quickly?

**Expert:** They came quickly. We have a common history, you know.
""",
    "am-01.txt": """\
---
expert: AM-01
language: ru
---
Интервьюер: Что Вы думаете?

Эксперт: О погоде? Погода хорошая.
""",
}


def write_study(folder: Path) -> Path:
    """The study as files; no project yet."""
    interviews = folder / "transcripts" / "interviews"
    interviews.mkdir(parents=True)
    (folder / "codebooks").mkdir()
    (folder / "codebooks" / "invented.yaml").write_text(CODEBOOK, encoding="utf-8")
    (folder / "qual.toml").write_text('title = "An invented study"\n', encoding="utf-8")
    for name, text in TRANSCRIPTS.items():
        (interviews / name).write_text(text, encoding="utf-8")
    return folder


def brought_in(folder: Path) -> Path:
    """A study after `qual run`, without the files that it writes."""
    from qual import study

    study.ensure_project(folder)
    with study.open_project(folder) as project:
        assert not study.add_sources(project).failed
        study.adopt_codebook(project)
        study.suggest(project)
    return folder
