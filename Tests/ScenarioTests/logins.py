# Copyright 2026 The Banken authors. Licensed under the Apache License 2.0.
"""Records of wtmp(5) as glibc writes them on 64-bit Linux: 384 bytes each (struct utmp of bits/utmp.h)."""

import ipaddress
import shlex
import struct

BOOT, NEW_RUN_LEVEL, LOGIN, USER, DEAD = 2, 1, 6, 7, 8
RECORD = struct.Struct("<hxxi32s4s32s256shhiii16s20x")


def record(kind, pid, line, name, user, host, moment):
    try:
        packed = ipaddress.ip_address(host).packed.ljust(16, b"\0")
    except ValueError:
        packed = bytes(16)
    seconds = int(moment)
    return RECORD.pack(kind, pid, line.encode(), name.encode(), user.encode(), host.encode(), 0, 0, 0, seconds, 0, packed)


def wtmp(story, body):
    """The bytes of a wtmp, one record or more a line:

    boot TIME | halt TIME | login USER HOST TIME [TIME] (the second one is the log-out) | zero NUMBER
    """
    content, pid = b"", 800
    for line in body:
        words = shlex.split(line)
        if not words:
            continue
        pid += 37
        if words[0] == "boot":
            content += record(BOOT, 0, "~", "~~", "reboot", "6.1.0-13-amd64", story.moment(words[1]))
        elif words[0] == "halt":
            content += record(NEW_RUN_LEVEL, 0, "~", "~~", "shutdown", "6.1.0-13-amd64", story.moment(words[1]))
        elif words[0] == "login":
            content += record(USER, pid, "pts/0", "ts/0", words[1], words[2], story.moment(words[3]))
            if len(words) > 4:
                content += record(DEAD, pid, "pts/0", "", "", "", story.moment(words[4]))
        elif words[0] == "zero":
            content += bytes(RECORD.size * int(words[1]))
        else:
            raise ValueError(f"wtmp does not know: {line}")
    return content
