"""Reads the names of the functions in a metallib."""

import struct


def functions(file):
    header = file.read(88)
    assert header[:4] == b"MTLB", "expected a metallib, got something else"
    start, size = struct.unpack_from("<QQ", header, 24)
    file.read(start - len(header))
    listed = file.read(size + 4)  # the count is not part of the size
    (count,) = struct.unpack_from("<I", listed)
    names, at = set(), 4
    for _ in range(count):
        (bytes_of_one,) = struct.unpack_from("<I", listed, at)
        names.add(name(listed[at + 4 : at + bytes_of_one]))
        at += bytes_of_one
    assert (at, len(names)) == (len(listed), count), "the list of functions is not as expected"
    return names


def name(tags):
    """The name of one function, from its tags. A tag has four letters, a length and that many bytes."""
    at = 0
    while tags[at : at + 4] != b"ENDT":
        (length,) = struct.unpack_from("<H", tags, at + 4)
        if tags[at : at + 4] == b"NAME":
            return tags[at + 6 : at + 6 + length].rstrip(b"\0").decode()
        at += 6 + length
    raise AssertionError("a function without a name")
