# Copyright 2026 The Banken authors. Licensed under the Apache License 2.0.
"""A story: what was done to a host, and what has to be found of it, read from one text file.

The file begins with lines of comment (#), the story itself. Settings follow, one `name: value` a line, and then sections.
A section begins with `-- VERB ARGUMENT…`; the lines up to the next section are its body. Arguments are quoted like in a
shell; inside double quotes \\xNN, \\uNNNN, \\n, \\r and \\t stand for what they stand for in C. See Tests/Scenarios/README.md.
"""

import datetime
import os
import re
import shlex
from dataclasses import dataclass, field


@dataclass
class Section:
    """One thing to do to the tree, or the list of claims."""
    verb: str
    arguments: list
    body: list
    line: int

    @property
    def path(self):
        """The first argument as the bytes of a path."""
        return name_bytes(self.arguments[0])

    def option(self, name, default=None):
        """The argument after the word `name`."""
        for position, argument in enumerate(self.arguments[1:], 1):
            if argument == name and position + 1 < len(self.arguments):
                return self.arguments[position + 1]
        return default

    def has(self, word):
        return word in self.arguments[1:]

    @property
    def content(self):
        """The body as bytes, escapes resolved where the section says `escaped`."""
        text = "".join(line + "\n" for line in self.body)
        if self.has("bare-end"):
            text = text[:-1]
        return name_bytes(text) if self.has("escaped") else text.encode("utf-8", "surrogateescape")


@dataclass
class Story:
    name: str
    tells: str
    settings: dict = field(default_factory=dict)
    sections: list = field(default_factory=list)

    @property
    def zone(self):
        """The host's offset from UTC."""
        sign, hours, minutes = re.fullmatch(r"([+-])(\d\d):?(\d\d)", self.settings.get("offset", "+00:00")).groups()
        delta = datetime.timedelta(hours=int(hours), minutes=int(minutes))
        return datetime.timezone(-delta if sign == "-" else delta)

    def moment(self, text):
        """A time of the story as a float of seconds since 1970; without an offset it is the host's own."""
        time = datetime.datetime.fromisoformat(text)
        return (time if time.tzinfo else time.replace(tzinfo=self.zone)).timestamp()

    @property
    def now(self):
        """The moment of the examination as the command line takes it; nil where the story has none."""
        written = self.settings.get("now")
        if written is None:
            return None
        time = datetime.datetime.fromisoformat(written.replace("Z", "+00:00"))
        return (time if time.tzinfo else time.replace(tzinfo=self.zone)).isoformat()

    def moment_ns(self, text):
        """The same in nanoseconds, exact: "2011-03-12 00:30:05.25"."""
        whole, _, fraction = text.partition(".")
        digits, offset = re.fullmatch(r"(\d*)(.*)", fraction).groups()
        return int(self.moment(whole + offset)) * 10**9 + int((digits + "0" * 9)[:9])


def name_bytes(text):
    """The bytes that a written name stands for."""
    def escape(match):
        code = match.group(1)
        if code[0] == "x":
            return bytes([int(code[1:], 16)])
        if code[0] == "u":
            return chr(int(code[1:], 16)).encode()
        return {"n": b"\n", "r": b"\r", "t": b"\t", "\\": b"\\"}[code]
    result, end = b"", 0
    for match in re.finditer(r"\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|[nrt\\])", text):
        result += text[end:match.start()].encode("utf-8", "surrogateescape") + escape(match)
        end = match.end()
    return result + text[end:].encode("utf-8", "surrogateescape")


def read_story(path):
    with open(path, encoding="utf-8", errors="surrogateescape") as file:
        lines = file.read().split("\n")
    story = parse(os.path.basename(path).removesuffix(".txt"), lines, path)
    if "include" in story.settings:
        other = read_story(os.path.join(os.path.dirname(path), story.settings["include"] + ".txt"))
        story.settings = {**other.settings, **story.settings}
        story.sections = [section for section in other.sections if section.verb != "expect"] + story.sections
    return story


def parse(name, lines, place):
    if lines and lines[-1] == "":
        lines = lines[:-1]
    story = Story(name, "")
    tells = []
    for number, line in enumerate(lines, 1):
        if line.startswith("-- "):
            words = shlex.split(line[3:], posix=True)
            story.sections.append(Section(words[0], words[1:], [], number))
        elif story.sections:
            story.sections[-1].body.append(line)
        elif line.startswith("#"):
            tells.append(line.lstrip("# "))
        elif line.strip():
            key, separator, value = line.partition(":")
            if not separator:
                raise ValueError(f"{place}:{number}: neither a comment, a setting nor a section: {line}")
            story.settings[key.strip()] = value.strip()
    story.tells = " ".join(tells)
    return story
