#!/usr/bin/env python3
# Copyright 2026 The Banken authors. Licensed under the Apache License 2.0.
"""Answers one content after another over a local socket as clamd(8) does for INSTREAM: `clamd.py SOCKET WORD`.

A content that holds the word has a signature; every other one has none. Ends after 20 contents or 60 seconds.
"""

import socket
import struct
import sys

path, word = sys.argv[1], sys.argv[2].encode()
server = socket.socket(socket.AF_UNIX)
server.bind(path)
server.listen(8)
server.settimeout(60)
for _ in range(20):
    try:
        connection, _ = server.accept()
    except TimeoutError:
        break
    with connection, connection.makefile("rb") as stream:
        assert stream.read(10) == b"zINSTREAM\0"
        content = b""
        while (length := struct.unpack(">I", stream.read(4))[0]) > 0:
            content += stream.read(length)
        connection.sendall(b"stream: Test.Inert.Words FOUND\0" if word in content else b"stream: OK\0")
