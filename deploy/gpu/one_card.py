"""Zeroes the device code for all but one kind of card in a library's fat binaries, so that it packs small.

usage: python3 one_card.py LIBRARY.so CAPABILITY (such as 90)      changes the file; its layout stays as it is
A card takes the code that was compiled for it, and none of the rest is ever read; code to be compiled at run time (PTX) stays.
"""
import struct
import sys

MAGIC = struct.pack("<I", 0xBA55ED50)  # of a fat binary: magic, version, header's length, length of the entries
SASS = 2


def prune(data, capability):
    at, zeroed = data.find(MAGIC), 0
    while at >= 0:
        version, header, length = struct.unpack_from("<HHQ", data, at + 4)
        if (version, header) != (1, 16):
            at = data.find(MAGIC, at + 4)
            continue
        entry, end = at + header, at + header + length
        while entry < end:
            kind, _, head, size = struct.unpack_from("<HHIQ", data, entry)
            if head == 0:
                break
            if kind == SASS and struct.unpack_from("<I", data, entry + 28)[0] != capability:
                data[entry + head:entry + head + size] = bytes(size)
                zeroed += size
            entry += head + size
        at = data.find(MAGIC, end)
    return zeroed


if __name__ == "__main__":
    path, capability = sys.argv[1], int(sys.argv[2])
    with open(path, "rb") as file:
        library = bytearray(file.read())
    print(f"{path}: {prune(library, capability) >> 20} MiB are for other cards")
    with open(path, "wb") as file:
        file.write(library)
