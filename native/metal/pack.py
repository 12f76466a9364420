"""Packs files as the engine's CompressedResources reads them: pack.py FOLDER FILE... What is packed already is left."""

import concurrent.futures
import hashlib
import lzma
import pathlib
import sys


def pack(folder, file):
    """Line of the list: SHA-256, bytes, name."""
    content = file.read_bytes()
    packed = folder / f"{file.name}.xz"
    if not packed.exists() or lzma.decompress(packed.read_bytes()) != content:
        packed.write_bytes(lzma.compress(content, preset=6))
    return f"{hashlib.sha256(content).hexdigest()} {len(content)} {file.name}\n"


folder, *files = map(pathlib.Path, sys.argv[1:])
folder.mkdir(parents=True, exist_ok=True)
with concurrent.futures.ThreadPoolExecutor() as together:
    lines = list(together.map(lambda file: pack(folder, file), files))
(folder / "FILES").write_text("".join(lines))
