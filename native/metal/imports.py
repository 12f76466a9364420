"""The names that a Mach-O library imports and exports."""

import lief

STAB, TYPE, UNDEFINED = 0xE0, 0x0E, 0  # <mach-o/nlist.h>


def parsed(source):
    """The one library in a file, or in bytes."""
    return lief.MachO.parse(source).at(0)


def needed(library):
    """Install names in the order of the load commands. Symbols refer to a library by its place in that order."""
    return [c.name for c in library.libraries if c.command != lief.MachO.LoadCommand.TYPE.ID_DYLIB]


def imports(library):
    """{install name of a library: names taken from it}; what no single library must have is under None."""
    others = needed(library)
    taken = {}
    for symbol in library.symbols:
        if symbol.raw_type & STAB == 0 and symbol.raw_type & TYPE == UNDEFINED:
            ordinal = symbol.description >> 8 & 0xFF
            name = others[ordinal - 1] if 0 < ordinal <= len(others) else None
            taken.setdefault(name, set()).add(symbol.name)
    return taken


def exports(library):
    return {s.name for s in library.exported_symbols}
