"""A notebook is run without Jupyter: its code cells one after the other, their last value shown as HTML.

python -m tests.notebooks            # whether the outputs in the notebooks are the real ones
python -m tests.notebooks --write    # put the real outputs in
"""

from __future__ import annotations

import ast
import contextlib
import io
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted((ROOT / "examples").glob("*.ipynb"))


def run_notebook(path: Path, folder: Path) -> tuple[list[list[dict[str, Any]]], dict[str, Any]]:
    """The outputs of each code cell, run in a folder, and the names that stand at the end."""
    names: dict[str, Any] = {"__name__": "__main__"}
    outputs = []
    before = Path.cwd()
    os.chdir(folder)
    try:
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] == "code":
                outputs.append(_run("".join(cell["source"]), names, len(outputs) + 1))
    finally:
        os.chdir(before)
    return outputs, names


def stored_outputs(path: Path) -> list[list[dict[str, Any]]]:
    """The outputs that stand in the notebook."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [cell["outputs"] for cell in cells if cell["cell_type"] == "code"]


def write_outputs(path: Path, outputs: list[list[dict[str, Any]]]) -> None:
    """Put outputs into a notebook."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    for number, (cell, output) in enumerate(zip(code, outputs, strict=True), 1):
        cell |= {"outputs": output, "execution_count": number}
    path.write_text(json.dumps(notebook, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _run(source: str, names: dict[str, Any], number: int) -> list[dict[str, Any]]:
    body = ast.parse(source).body
    last = body.pop() if body and isinstance(body[-1], ast.Expr) else None
    printed = io.StringIO()
    value = None
    with contextlib.redirect_stdout(printed):
        exec(compile(ast.Module(body, []), f"cell {number}", "exec"), names)
        if last is not None:
            value = eval(compile(ast.Expression(last.value), f"cell {number}", "eval"), names)
    found: list[dict[str, Any]] = []
    if printed.getvalue():
        found.append({"name": "stdout", "output_type": "stream", "text": _lines(printed.getvalue())})
    if value is not None:
        data = {"text/plain": _lines(repr(value))}
        if hasattr(value, "_repr_html_"):
            data = {"text/html": _lines(value._repr_html_()), "text/plain": _lines(type(value).__name__)}
        result = {"data": data, "execution_count": number, "metadata": {}, "output_type": "execute_result"}
        found.append(result)
    return found


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def main(arguments: list[str]) -> int:
    """Compare or write all notebooks; 1 when one differs."""
    from qual import study

    differ = 0
    for path in NOTEBOOKS:
        with tempfile.TemporaryDirectory() as place:
            folder = study.init_study(Path(place) / "study", example=True)
            with study.open_project(folder) as project:
                study.run_study(project, quick=True)
            outputs, _ = run_notebook(path, folder)
        if outputs != stored_outputs(path):
            differ += 1
            print(f"{path.name} differs")
            if "--write" in arguments:
                write_outputs(path, outputs)
    return 0 if "--write" in arguments else int(differ > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
