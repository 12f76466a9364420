"""What a Mach-O library takes from others."""

import lief

STAB, TYPE, UNDEFINED = 0xE0, 0x0E, 0  # <mach-o/nlist.h>


def imports(path):
    """{install name of a library: names taken from it}; what no single library must have is under None."""
    library = lief.MachO.parse(str(path)).at(0)
    # In the order of the load commands, which is how symbols tell their library.
    others = [c.name for c in library.libraries if c.command != lief.MachO.LoadCommand.TYPE.ID_DYLIB]
    taken = {}
    for symbol in library.symbols:
        if symbol.raw_type & STAB == 0 and symbol.raw_type & TYPE == UNDEFINED:
            ordinal = symbol.description >> 8 & 0xFF
            name = others[ordinal - 1] if 0 < ordinal <= len(others) else None
            taken.setdefault(name, set()).add(symbol.name)
    return taken
