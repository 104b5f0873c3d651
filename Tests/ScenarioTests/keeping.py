# Copyright 2026 The Banken authors. Licensed under the Apache License 2.0.
"""How a log is kept: in pieces as logrotate(8) leaves them, with what somebody took away, or as a journal of systemd."""

import datetime
import gzip
import os
import subprocess
import tempfile

JOURNAL_WRITERS = ("/usr/lib/systemd/systemd-journal-remote", "/lib/systemd/systemd-journal-remote")


class Unkept(RuntimeError):
    """This machine cannot write a log in the form that a story asks for."""


def boundaries(story, rhythm, number, now):
    """Moments of the last `number` rotations before `now`: midnight of every day, or of every Sunday, by the host's clock."""
    day = datetime.datetime.fromtimestamp(now, story.zone).replace(hour=0, minute=0, second=0, microsecond=0)
    step = datetime.timedelta(days=1)
    moments = []
    while len(moments) < number:
        if rhythm == "daily" or day.weekday() == 6:
            moments.append(day.timestamp())
        day -= step
    return moments


def spared(story, section, lines):
    """The lines that are left where the section says what was taken away: `lost TIME until TIME`, `begins TIME`, `ends TIME`."""
    lost, until, begins, ends = (section.option(name) and story.moment(section.option(name)) for name in ("lost", "until", "begins", "ends"))
    return [line for line in lines
            if not (lost and lost <= line[0] <= until) and not (begins and line[0] < begins) and not (ends and line[0] > ends)]


def pieces(story, section, path, lines, now):
    """(path, bytes, moment of the last line) for every file that is left of a log.

    `rotated daily:14` or `weekly:4` names what logrotate keeps; `packed` compresses from the second piece on, as `delaycompress` does.
    """
    lines = spared(story, section, sorted(lines, key=lambda line: line[:2]))
    if section.has("gone"):
        return []
    rule = section.option("rotated")
    if not rule:
        return [made(path, lines, section, packed=section.has("packed"))] if lines else []
    rhythm, number = rule.split(":")
    moments = boundaries(story, rhythm, int(number) + 1, now)
    result, upper = [], float("inf")
    for age, moment in enumerate(moments):
        part = [line for line in lines if moment <= line[0] < upper]
        upper = moment
        name = path + (b".%d" % age if age else b"")
        if part:
            result.append(made(name, part, section, packed=age >= 2 and section.has("packed")))
    return result


def made(path, lines, section, packed):
    content = b"".join(line[2] for line in lines)
    if section.has("torn"):
        # Somebody cut the front off by bytes, not by lines.
        content = content[len(lines[0][2]) // 2:]
    return (path + b".gz", gzip.compress(content, mtime=0), lines[-1][0]) if packed else (path, content, lines[-1][0])


def journal(story, lines, machine):
    """The bytes of a journal that holds lines of syslog, written by systemd's own program from its export format."""
    writer = next((path for path in JOURNAL_WRITERS if os.access(path, os.X_OK)), None)
    if writer is None:
        raise Unkept("there is no systemd-journal-remote here")
    entries = []
    for number, (moment, _, line) in enumerate(sorted(lines, key=lambda line: line[:2])):
        # Behind the stamp of fifteen bytes: host, program with its number, message.
        program, _, message = line[16:].rstrip(b"\n").partition(b" ")[2].partition(b": ")
        name, _, pid = program.partition(b"[")
        entries.append(
            b"__REALTIME_TIMESTAMP=%d\n__MONOTONIC_TIMESTAMP=%d\n_BOOT_ID=%s\n_MACHINE_ID=%s\n_HOSTNAME=%s\n_TRANSPORT=syslog\n"
            b"PRIORITY=6\nSYSLOG_FACILITY=10\nSYSLOG_IDENTIFIER=%s\n%sMESSAGE=%s\n\n"
            % (int(moment * 10**6), 10**6 * (number + 1), b"a" * 32, machine.encode(), story.settings.get("host", "server").encode(), name,
               b"_PID=" + pid.rstrip(b"]") + b"\n" if pid else b"", message))
    return written(writer, b"".join(entries))


def written(writer, entries):
    """What the program makes of entries; it needs a file, because it writes in more than one place of it."""
    with tempfile.TemporaryDirectory() as folder:
        place = os.path.join(folder, "system.journal")
        result = subprocess.run([writer, "-o", place, "-"], input=entries, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
        if result.returncode != 0 or not os.path.exists(place):
            raise Unkept("systemd-journal-remote wrote no journal: " + result.stderr.decode(errors="replace")[:200])
        with open(place, "rb") as file:
            return file.read()
