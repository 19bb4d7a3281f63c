#!/usr/bin/env python3
"""An SFTP server (version 3 of the protocol) with bad manners, behind OpenSSH as its subsystem.

Its first argument is a file that holds one word, the manner of this connection. The folder always
holds a.csv ("abc") and good.csv ("0123456789"); what is bad about it is below, by the word.
"""
import struct
import sys
import time

MANNER = open(sys.argv[1], encoding="ascii").read().strip()
FILES = {b"a.csv": b"abc", b"good.csv": b"0123456789"}
OPENDIR, READDIR, OPEN, CLOSE, READ, LSTAT, FSTAT, REALPATH, STAT = 11, 12, 3, 4, 5, 7, 8, 16, 17
STATUS, HANDLE, DATA, NAME, ATTRS = 101, 102, 103, 104, 105
OK, EOF, NO_SUCH_FILE, FAILURE = 0, 1, 2, 4
HAS_SIZE, REGULAR = 1, 0o100644

opened = {}
listed = False


def text(value):
    return struct.pack(">I", len(value)) + value


def long_name(name, size=3):
    return b"-rw-r--r--    1 gz       gz       %8d Jun  3 10:11 %s" % (size, name)


def send(kind, number, payload):
    body = struct.pack(">BI", kind, number) + payload
    sys.stdout.buffer.write(struct.pack(">I", len(body)) + body)
    sys.stdout.buffer.flush()


def status(number, code):
    send(STATUS, number, struct.pack(">I", code) + text(b"said \x1b[31m\r\nso") + text(b"en"))


def attributes(size):
    return struct.pack(">I", 0) if size is None else struct.pack(">IQ", HAS_SIZE, size)


def names(number, entries, count=None):
    body = b"".join(text(n) + text(l) + attributes(None) for n, l in entries)
    send(NAME, number, struct.pack(">I", len(entries) if count is None else count) + body)


def honest():
    return [(name, long_name(name, len(data))) for name, data in sorted(FILES.items())]


STRANGE = [b"../../etc/passwd.csv", b"/etc/shadow.csv", b"in/b.csv", b"..\\b.csv", b"nul\0l.csv",
           b"bell\x07.csv", b"car\rriage.csv", b"..", b".", b"\xff\xfe.csv",
           b"line\nDELE a.csv", b"-rw.csv\n-rw-r--r-- 1 gz gz 3 Jun  3 10:11 ../forged.csv"]


def listing(number):
    global listed
    if MANNER == "endless listing":
        return names(number, [(b"x.csv", long_name(b"x" * 200 + b".csv"))] * 100)
    if MANNER == "endless nothing":
        return names(number, [(b"x", b"")] * 1000)
    if MANNER == "stalls in the listing":
        time.sleep(60)
    if MANNER == "is cut in the listing" and listed:
        sys.exit(1)
    if MANNER == "wrong count":
        return names(number, honest(), 0xFFFFFFFF)
    if MANNER == "huge packet":
        sys.stdout.buffer.write(struct.pack(">IB", 0xFFFFFFF0, NAME) + b"x" * 1000)
        sys.stdout.buffer.flush()
        time.sleep(60)
    if MANNER == "answers to nobody":
        while True:
            send(DATA, number + 1000, text(b"x" * 30000))
    if listed:
        return status(number, EOF)
    listed = True
    more = []
    if MANNER == "strange names":
        more = [(name, long_name(name)) for name in STRANGE]
    if MANNER == "a name without end":
        more = [(b"x" * 60000, long_name(b"x" * 60000))]
    return names(number, honest() + more)


def size_of(name):
    return {"a size of nobody": 2 ** 62, "a negative size": 2 ** 64 - 1,
            "no size": None, "a file without end": None}.get(MANNER, len(FILES[name]))


def read(number, name, offset, length):
    data = FILES[name]
    if name == b"a.csv":
        if MANNER == "a file without end":
            return send(DATA, number, text(b"y" * length))
        if MANNER == "stalls in the file":
            if offset == 0:
                return send(DATA, number, text(data[:1]))
            time.sleep(60)
        if MANNER == "is cut in the file":
            if offset == 0:
                return send(DATA, number, text(data[:1]))
            sys.exit(1)
        if MANNER == "a shorter file":
            data = data[:1]
        if MANNER == "a longer file":
            data = data + b"more" * 1000
        if MANNER == "more than was asked for":
            return send(DATA, number, text(b"z" * (length + 5000)))
    piece = data[offset:offset + length]
    return send(DATA, number, text(piece)) if piece else status(number, EOF)


def answer(kind, number, body):
    global listed
    size = struct.unpack(">I", body[:4])[0]
    first = body[4:4 + size]
    name = first.rsplit(b"/", 1)[-1]
    if kind == OPENDIR:
        listed = False
        return send(HANDLE, number, text(b"folder"))
    if kind == READDIR:
        return listing(number)
    if kind == REALPATH:
        return names(number, [(b"/home", b"/home")])
    if kind in (STAT, LSTAT):
        return send(ATTRS, number, attributes(size_of(name))) if name in FILES else status(
            number, NO_SUCH_FILE)
    if kind == OPEN:
        if name not in FILES:
            return status(number, NO_SUCH_FILE)
        opened[name] = name
        return send(HANDLE, number, text(name))
    if kind == READ:
        offset, length = struct.unpack(">QI", body[4 + size:4 + size + 12])
        return read(number, opened[first], offset, length)
    return status(number, OK if kind == CLOSE else FAILURE)


def main():
    source = sys.stdin.buffer
    if MANNER == "says nothing":
        time.sleep(60)
    while True:
        head = source.read(4)
        if len(head) < 4:
            return
        packet = source.read(struct.unpack(">I", head)[0])
        if packet[0] == 1:
            sys.stdout.buffer.write(struct.pack(">IBI", 5, 2, 3))
            sys.stdout.buffer.flush()
            continue
        answer(packet[0], struct.unpack(">I", packet[1:5])[0], packet[5:])


main()
