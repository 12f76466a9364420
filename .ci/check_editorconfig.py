"""Checks that all files are as .editorconfig says, but for those that .gitignore leaves out. Needs PyPI's editorconfig.

    python .ci/check_editorconfig.py

Indents and long lines are left to each language's formatter.
"""

import os
import sys
from pathlib import Path

import editorconfig

LEFT_OUT = {".git", ".idea", ".ruff_cache", ".settings", ".vscode", "__pycache__", "build", "target"}
ENDS = {"lf": b"\n", "crlf": b"\r\n", "cr": b"\r"}


def problems(path, rules):
    """What is wrong with a file, as (line, text); line 0 is the whole file."""
    content = path.read_bytes()
    if b"\0" in content or path.suffix == ".gz" or not content:
        return
    if rules.get("charset") == "utf-8":
        try:
            content.decode("utf-8")
        except UnicodeDecodeError as e:
            yield 0, f"expected UTF-8, got {e.reason}"
            return
    end = ENDS.get(rules.get("end_of_line"))
    if rules.get("insert_final_newline") == "true" and not content.endswith(b"\n"):
        yield content.count(b"\n") + 1, "expected a newline at the end"
    for number, line in enumerate(content.splitlines(keepends=True), 1):
        text = line.rstrip(b"\r\n")
        if end and line != text and line[len(text) :] != end:
            yield number, f"expected lines to end by {rules['end_of_line']}"
        if rules.get("trim_trailing_whitespace") == "true" and text != text.rstrip(b" \t"):
            yield number, "expected no space at the end"
        if rules.get("indent_style") == "space" and b"\t" in text[: len(text) - len(text.lstrip(b" \t"))]:
            yield number, "expected spaces, got a tab"


def files(root):
    """All files; a checkout may lack git, so its own list of them is not used."""
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(set(folders) - LEFT_OUT)
        yield from (Path(folder, name) for name in sorted(names) if not Path(folder, name).is_symlink())


def main():
    root = Path(__file__).resolve().parent.parent
    found = 0
    for path in files(root):
        for line, problem in problems(path, editorconfig.get_properties(str(path))):
            found += 1
            print(f"{path.relative_to(root)}:{line}: {problem}", file=sys.stderr)
    sys.exit(1 if found else 0)


main()
