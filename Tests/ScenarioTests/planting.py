# Copyright 2026 The Banken authors. Licensed under the Apache License 2.0.
"""Places a story in a root. What was planted is remembered, so that the claims can tell it from what was there before."""

import glob
import hashlib
import os
import shlex
import struct
import subprocess
import time

import disk
import records


# Numbers of capabilities (linux/capability.h), as far as stories give them.
CAPABILITIES = {"chown": 0, "dac_override": 1, "dac_read_search": 2, "setgid": 6, "setuid": 7, "net_bind_service": 10,
                "net_admin": 12, "net_raw": 13, "sys_module": 16, "sys_ptrace": 19, "sys_admin": 21, "setfcap": 31}


class Planting(records.Records):
    def __init__(self, story, root):
        self.story, self.root = story, os.fsencode(root)
        # Path within the host → nanoseconds since 1970 at which the file system would have stamped it (change, birth).
        self.stamps = {}
        # Paths that belong to the intruder; what is honest is not among them.
        self.guilty = set()
        # Page → the honest visits to it that the access logs were written with.
        self.readers = {}
        # Path of a log → the section that tells how it is kept, and its lines.
        self.logs = {}
        self._times = []
        self._attributes = []
        self._extended = []
        self._name_the_kernel()

    def place(self, path):
        return self.root + path

    def plant(self):
        began = time.time_ns() - 10**9
        for section in self.story.sections:
            if section.verb == "expect":
                continue
            action = getattr(self, section.verb.replace("-", "_"), None)
            if action is None:
                raise ValueError(f"{self.story.name}:{section.line}: there is no verb {section.verb}")
            action(section)
        if self.story.settings.get("everything") == "honest":
            self.guilty.clear()
        self._settle_unsaid(began)
        for path, name, value in self._extended:
            os.setxattr(self.place(path), name, value)
        # Folders get their times back last of all, attributes after that: they forbid everything.
        for path, moment in self._times:
            os.utime(self.place(path), ns=(moment, moment), follow_symlinks=False)
        for path, change in self._attributes:
            subprocess.run(["chattr", change, self.place(path)], check=True, stderr=subprocess.PIPE)

    # ---- Verbs of the stories.

    def installed(self, section):
        """installed TIME: the host was set up then; every time in the root moves accordingly."""
        moment = self.story.moment_ns(section.arguments[0])
        newest = max(status.st_mtime_ns for path, status in disk.walk(self.root) if not path.startswith(self.root + b"/dev"))
        if newest > moment:
            disk.shift_times(self.root, newest - moment)
        self.born = moment

    born = 0

    def folder(self, section):
        """folder PATH [mode M] [owner U:G] [at TIME] [honest]"""
        self.make_parents(section.path)
        if not os.path.isdir(self.place(section.path)):
            os.mkdir(self.place(section.path))
        self.settle(section, "755")

    def file(self, section):
        """file PATH …: the body is the content (`escaped`: with escapes, `bare-end`: without the last newline)."""
        self.write(section.path, section.content)
        self.settle(section, "644")

    def append(self, section):
        """append PATH …: adds the body to a file that is there."""
        with open(self.place(section.path), "ab") as file:
            file.write(section.content)
        self.settle(section, None)

    def replace(self, section):
        """replace PATH …: body lines `s/OLD/NEW/` edit a file that is there, which they have to change."""
        with open(self.place(section.path), "rb") as file:
            content = file.read()
        for line in section.body:
            _, old, new, _ = line.encode().split(line.encode()[1:2])
            if old not in content:
                raise ValueError(f"{self.story.name}:{section.line}: {old!r} is not in {section.path!r}")
            content = content.replace(old, new, 1)
        self.write(section.path, content)
        self.settle(section, None)

    def copy(self, section):
        """copy SOURCE to PATH …: a program under another name (host:PATH: one of this machine); the body is added to its end."""
        source = section.path.removeprefix(b"host:")
        with open(source if source != section.path else self.place(source), "rb") as file:
            content = file.read()
        section.arguments[0] = section.option("to")
        self.write(section.path, content + (section.content if section.body else b""))
        self.settle(section, "755")

    def link(self, section):
        """link PATH to TARGET …"""
        self.make_parents(section.path)
        if os.path.lexists(self.place(section.path)):
            os.unlink(self.place(section.path))
        os.symlink(section.option("to").encode(), self.place(section.path))
        self.settle(section, None)

    def remove(self, section):
        """remove PATH"""
        os.unlink(self.place(section.path))

    def package(self, section):
        """package NAME VERSION PATH…: a package of dpkg that brought the files that are there now."""
        name, version, *paths = section.arguments
        info = b"/var/lib/dpkg/info/" + name.encode()
        lines, sums = [b"/."], []
        for path in paths:
            with open(self.place(path.encode()), "rb") as file:
                sums.append(hashlib.md5(file.read()).hexdigest().encode() + b"  " + path[1:].encode())
            lines.append(path.encode())
        self.write(info + b".list", b"\n".join(lines) + b"\n")
        self.write(info + b".md5sums", b"\n".join(sums) + b"\n")
        status = self.place(b"/var/lib/dpkg/status")
        with open(status, "ab") as file:
            file.write(f"Package: {name}\nStatus: install ok installed\nArchitecture: i386\nVersion: {version}\n\n".encode())

    def attributes(self, section):
        """attributes PATH +i: chattr, after everything else"""
        self._attributes.append((section.path, section.arguments[1]))
        self.guilty.add(section.path)

    def mode(self, section):
        """mode PATH MODE [owner U:G]: chmod of what is there"""
        if section.option("owner"):
            user, _, group = section.option("owner").partition(":")
            os.chown(self.place(section.path), int(user), int(group or user))
        os.chmod(self.place(section.path), int(section.arguments[1], 8))
        if not section.has("honest"):
            self.guilty.add(section.path)

    def capability(self, section):
        """capability PATH cap_setuid,cap_net_raw+ep: setcap (struct vfs_cap_data of linux/capability.h, revision 2)"""
        names, _, flags = section.arguments[1].partition("+")
        mask = sum(1 << CAPABILITIES[name.removeprefix("cap_")] for name in names.split(","))
        permitted = mask if "p" in flags else 0
        inheritable = mask if "i" in flags else 0
        value = struct.pack("<5I", 0x02000000 | ("e" in flags), permitted & 0xFFFFFFFF, inheritable & 0xFFFFFFFF,
                            permitted >> 32, inheritable >> 32)
        self._extended.append((section.path, "security.capability", value))
        if not section.has("honest"):
            self.guilty.add(section.path)

    def access(self, section):
        """access PATH UID rwx: setfacl -m u:UID:rwx (posix_acl_xattr.h, version 2)"""
        mode = os.stat(self.place(section.path)).st_mode
        rights = sum({"r": 4, "w": 2, "x": 1}[letter] for letter in section.arguments[2] if letter != "-")
        owner, group, others = mode >> 6 & 7, mode >> 3 & 7, mode & 7
        nobody = 0xFFFFFFFF
        entries = [(1, owner, nobody), (2, rights, int(section.arguments[1])), (4, group, nobody), (16, rights | group, nobody), (32, others, nobody)]
        value = struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *entry) for entry in entries)
        self._extended.append((section.path, "system.posix_acl_access", value))
        if not section.has("honest"):
            self.guilty.add(section.path)

    def shell(self, section):
        """shell: the body is run by sh in the root's folder"""
        subprocess.run(["sh", "-e", "-c", "\n".join(section.body)], cwd=self.root, check=True)

    def accused(self, section):
        """accused PATH…: things that the claims may name although nothing was planted there; `*` at the end for every piece of a log"""
        for written in section.arguments:
            path = written.encode()
            self.guilty.add(path)
            if path.endswith(b"*"):
                self.guilty.update(place[len(self.root):] for place in glob.glob(self.place(path)))

    # ---- Means.

    def _name_the_kernel(self):
        """`{kernel}` in a story stands for the version of the kernel that the root has; the mirror decides which."""
        modules = self.place(b"/usr/lib/modules")
        versions = sorted(os.listdir(modules)) if os.path.isdir(modules) else []
        for section in self.story.sections if versions else []:
            section.arguments = [word.replace("{kernel}", os.fsdecode(versions[-1])) for word in section.arguments]
            section.body = [line.replace("{kernel}", os.fsdecode(versions[-1])) for line in section.body]

    def _settle_unsaid(self, began):
        """What the story gives no time was written when it says (`planted`), else on the day after the installation."""
        if not self.born:
            return
        said = self.story.settings.get("planted")
        moment = self.story.moment_ns(said) if said else self.born + 86_400 * 10**9
        for path, status in disk.walk(self.root):
            if began <= status.st_mtime_ns <= time.time_ns():
                moment += 41_000_007  # No two files are written in the same nanosecond.
                os.utime(path, ns=(moment, moment), follow_symlinks=False)

    def make_parents(self, path):
        parent = os.path.dirname(self.place(path))
        missing = []
        while not os.path.isdir(parent):
            missing.append(parent)
            parent = os.path.dirname(parent)
        for folder in reversed(missing):
            os.mkdir(folder, mode=0o755)

    def write(self, path, content):
        self.make_parents(path)
        place = self.place(path)
        if os.path.lexists(place):
            mode = os.lstat(place).st_mode
            os.unlink(place)
        else:
            mode = None
        with open(place, "wb") as file:
            file.write(content)
        if mode is not None:
            os.chmod(place, mode & 0o7777)

    def settle(self, section, mode):
        """Owner, mode and times, as the section says or as they are usual."""
        place = self.place(section.path)
        owner = section.option("owner")
        if owner:
            user, _, group = owner.partition(":")
            os.chown(place, int(user), int(group or user), follow_symlinks=False)
        mode = section.option("mode", mode)
        if mode and not os.path.islink(place):
            os.chmod(place, int(mode, 8))
        moment = section.option("at")
        if moment:
            parsed = self.story.moment_ns(moment)
            self._times.append((section.path, parsed))
            changed = self.story.moment_ns(section.option("changed", moment))
            # A file that is edited in its place keeps its birth time.
            edited = section.verb in ("append", "replace") and self.born
            born = section.option("born")
            self.stamps[section.path] = (changed, self.story.moment_ns(born) if born else self.born if edited else changed)
        if not section.has("honest"):
            self.guilty.add(section.path)
        for change in shlex.split(section.option("chattr", "")):
            self._attributes.append((section.path, change))

    def kernel_times(self, path, status):
        """What the file system of the host itself would have stamped on a path."""
        inner = path[len(self.root):]
        if inner in self.stamps:
            return self.stamps[inner]
        if inner in self.guilty and status.st_mtime_ns > self.born:
            return status.st_mtime_ns, status.st_mtime_ns
        changed = max(status.st_mtime_ns, self.born) if status.st_mtime_ns < self.now else self.born
        return changed, min(changed, self.born) or changed

    @property
    def now(self):
        return self.story.moment_ns(self.story.now or "2999-01-01")
