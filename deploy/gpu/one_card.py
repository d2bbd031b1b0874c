"""Zeroes the device code that one kind of card never takes in a library's fat binaries, so that it packs small.

usage: python3 one_card.py LIBRARY.so CAPABILITY (such as 90)      changes the file; its layout stays as it is
Of a fat binary, which holds the same kernels for many cards, a driver takes the code compiled for its very card, and then
none of the rest is ever read, nor unpacked. Where there is none, it takes code for an older card of the same generation
(8.0's on an 8.6), or compiles what is to be compiled at run time (PTX): both stay there. What it does not understand stays.
"""
import struct
import sys

MAGIC = struct.pack("<I", 0xBA55ED50)  # of a fat binary: magic, version, header's length, length of the entries
PTX, SASS = 1, 2


def entries(data, at, end):
    """Kind, capability, and where the code of each entry begins and ends; None where they do not fill the fat binary."""
    found = []
    while at < end:
        if at + 32 > end:
            return None
        kind, _, head, size = struct.unpack_from("<HHIQ", data, at)
        if head < 32 or at + head + size > end:
            return None
        found.append((kind, struct.unpack_from("<I", data, at + 28)[0], at + head, at + head + size))
        at += head + size
    return found


def is_needed(kind, capability, card, exact):
    if kind not in (PTX, SASS):
        return True
    if exact:
        return kind == SASS and capability == card
    return kind == PTX or capability // 10 == card // 10 and capability <= card


def prune(data, card):
    """Returns how many fat binaries there were, how many bytes of code were zeroed and how many stay."""
    at, count, zeroed, kept = data.find(MAGIC), 0, 0, 0
    while at >= 0:
        # The magic number stands in host code, too.
        version, header, length = struct.unpack_from("<HHQ", data, at + 4) if at + 16 <= len(data) else (0, 0, 0)
        end = at + header + length
        found = entries(data, at + header, end) if (version, header) == (1, 16) and end <= len(data) else None
        if found is None:
            at = data.find(MAGIC, at + 4)
            continue
        count += 1
        exact = any(kind == SASS and capability == card for kind, capability, _, _ in found)
        for kind, capability, start, stop in found:
            if is_needed(kind, capability, card, exact):
                kept += stop - start
            else:
                data[start:stop] = bytes(stop - start)
                zeroed += stop - start
        at = data.find(MAGIC, end)
    return count, zeroed, kept


if __name__ == "__main__":
    path, card = sys.argv[1], int(sys.argv[2])
    with open(path, "rb") as file:
        library = bytearray(file.read())
    count, zeroed, kept = prune(library, card)
    print(f"{path}: {count} fat binaries, {zeroed >> 20} MiB are for other cards, {kept >> 20} MiB stay")
    with open(path, "r+b") as file:
        file.write(library)
