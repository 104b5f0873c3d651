# Copyright 2026 The Banken authors. Licensed under the Apache License 2.0.
"""Where a story is planted: a folder, or a file system of its own in an image, whose change and birth times are the host's."""

import os
import shutil
import stat
import subprocess
import tempfile

import roots


def scratch():
    os.makedirs(roots.CACHE, mode=0o755, exist_ok=True)
    return tempfile.mkdtemp(prefix="banken-story-", dir=roots.CACHE)


class Folder:
    """A copy of a root in a folder: of its times only the modification times are the host's."""

    def __init__(self, base):
        self.top = scratch()
        self.root = os.path.join(self.top, "root")
        if base:
            roots.run("cp", "-a", "--reflink=auto", base, self.root)
        else:
            os.mkdir(self.root, mode=0o755)

    def finish(self, moments):
        """Nothing is left to do; kernel times of a folder cannot be set."""

    def remove(self):
        subprocess.run(["chattr", "-R", "-f", "-ia", self.root], stderr=subprocess.DEVNULL, check=False)
        shutil.rmtree(self.top, ignore_errors=True)


class Image:
    """A root on an ext4 file system in an image, mounted through a loop device; with `inside` in a folder of that file
    system, which is quicker to make than a copy and just as much a folder.

    The change and birth times of an unmounted image can be set (debugfs(8), set_inode_field); so an image whose top is
    the root is what the disk of the real host would be.
    """

    def __init__(self, base, inside=False):
        self.top = scratch()
        self.file, self.mounted_at = os.path.join(self.top, "disk"), os.path.join(self.top, "mounted")
        os.mkdir(self.mounted_at, mode=0o755)
        self.is_mounted, self.inside = False, inside
        self.root = os.path.join(self.mounted_at, "root") if inside else self.mounted_at
        if base:
            roots.run("cp", "--sparse=always", template(base, inside), self.file)
        else:
            empty(self.file)
        self.mount()
        if inside and not base:
            os.mkdir(self.root, mode=0o755)

    def mount(self, *options):
        try:
            roots.run("mount", "-o", ",".join(("loop", *options)), self.file, self.mounted_at)
        except roots.Unavailable as problem:
            self.remove()
            raise roots.Unavailable(f"no loop mount here: {problem}") from problem
        self.is_mounted = True

    def finish(self, moments):
        """Sets change and birth times, each as a function of (path, status) gives them, and mounts the disk read-only."""
        if self.inside:
            return
        commands, seen = [], set()
        for path, status in walk(self.root):
            if status.st_ino in seen:
                continue
            seen.add(status.st_ino)
            changed, born = moments(path, status)
            for name, moment in (("ctime", changed), ("crtime", born)):
                commands.append(f"sif <{status.st_ino}> {name} @{int(moment // 10**9)}")
                # The upper thirty bits of the second field are nanoseconds (ext4_extra_timestamp of the kernel's ext4.h).
                commands.append(f"sif <{status.st_ino}> {name}_extra {(moment % 10**9) << 2}")
        roots.run("umount", self.mounted_at)
        self.is_mounted = False
        script = os.path.join(self.top, "times")
        with open(script, "w", encoding="ascii") as file:
            file.write("\n".join(commands) + "\n")
        roots.run("debugfs", "-w", "-f", script, self.file)
        self.mount("ro")

    def remove(self):
        if self.is_mounted:
            subprocess.run(["umount", "-l", self.mounted_at], check=False)
        shutil.rmtree(self.top, ignore_errors=True)


def template(base, inside):
    """The image of a root, made once and kept: to copy it takes a fraction of the time that filling one takes."""
    source = os.path.dirname(base) if inside else base
    folder = os.path.join(roots.CACHE, "images")
    os.makedirs(folder, mode=0o755, exist_ok=True)
    name = os.path.join(folder, os.path.basename(os.path.dirname(base)) + ("-inside" if inside else "") + ".ext4")
    if not os.path.exists(name) or os.stat(name).st_mtime < os.stat(base).st_ctime:
        top = tempfile.mkdtemp(dir=folder)
        empty(os.path.join(top, "disk"), "-d", source)
        os.rename(os.path.join(top, "disk"), name)
        os.rmdir(top)
    return name


def empty(path, *options):
    """A file system of six gigabytes, of which only what is written takes room."""
    with open(path, "wb") as file:
        file.truncate(6 << 30)
    roots.run("mkfs.ext4", "-q", "-F", "-N", "160000", "-O", "^has_journal", *options, path)


def walk(root):
    """Every path below a root, the root itself too, with its status; bytes in, bytes out."""
    pending = [os.fsencode(root)]
    while pending:
        path = pending.pop()
        status = os.lstat(path)
        yield path, status
        if stat.S_ISDIR(status.st_mode):
            pending += [os.path.join(path, name) for name in os.listdir(path)]


def shift_times(root, nanoseconds):
    """Makes a root older, so that a story can play in its own year: every modification time moves by the same amount."""
    for path, status in walk(root):
        moved = status.st_mtime_ns - nanoseconds
        os.utime(path, ns=(moved, moved), follow_symlinks=False)
