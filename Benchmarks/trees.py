# Copyright 2026 The Banken authors. Licensed under the Apache License 2.0.
"""Trees to measure on: a Debian server with the peers installed in it, and synthetic roots of many small files."""

import os
import sys

HERE = os.path.dirname(os.path.realpath(__file__))
sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(HERE, "..", "Tests", "ScenarioTests"))

import roots  # noqa: E402

PEERS = ["chkrootkit", "rkhunter", "debsums", "unhide", "lsof"]


def peers():
    """The server root with chkrootkit, rkhunter and debsums."""
    def make(folder):
        roots.run("cp", "-a", "--reflink=auto", roots.server() + "/.", folder)
        roots.inside(folder, ["apt-get", "update", "-qq"])
        roots.inside(folder, ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *PEERS])
        roots.inside(folder, ["rkhunter", "--propupd", "--nocolors"])
    return roots.made("debian12-peers", make)


def synthetic(count):
    """A root of so many small files, a quarter of them pages of a web site, a quarter in system folders, half of them data."""
    def make(folder):
        etc = os.path.join(folder, "etc")
        os.makedirs(etc)
        with open(os.path.join(etc, "passwd"), "w", encoding="ascii") as file:
            file.write("root:x:0:0:root:/root:/bin/bash\n")
        for start in range(0, count, 500):
            kind = (start // 500) % 4
            place = ("srv/data", "usr/share/things", "srv/more", "var/www/html")[kind]
            name, content = (
                ("item{}.dat", "record {}\n"), ("file{}.conf", "# number {}\nkey = value\n"), ("note{}.txt", "note {}\n"),
                ("page{}.php", "<?php\n// page {}\n$title = 'A page';\nrequire 'header.php';\n"))[kind]
            below = os.path.join(folder, place, f"{start // 100_000:03d}", f"{start:07d}")
            os.makedirs(below)
            for number in range(start, min(start + 500, count)):
                with open(os.path.join(below, name.format(number)), "w", encoding="ascii") as file:
                    file.write(content.format(number))
    return roots.made(f"synthetic-{count}", make)


if __name__ == "__main__":
    print(peers() if sys.argv[1] == "peers" else synthetic(int(sys.argv[1])))
