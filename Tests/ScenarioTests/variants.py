# Copyright 2026 The Banken authors. Licensed under the Apache License 2.0.
"""One case told many times: a template of a story, and a list of the ways in which it may have gone.

NAME.txt is the story, in the form of Tests/Scenarios/README.md, with {keys} and parts that belong to some variants only
(`-- if KEY=VALUE|VALUE`, `-- if KEY!=VALUE`, `-- end`). NAME.variants has a section `[*]` of keys that all share and a
section for each variant. `a | b | c` is chosen from by the name of the variant, so every run makes the same.
"""

import datetime
import os
import random
import re

import story as stories

OFFSETS = {"Asia/Tokyo": "+09:00", "Etc/UTC": "+00:00", "Asia/Kolkata": "+05:30", "America/Phoenix": "-07:00", "Asia/Singapore": "+08:00"}
UNITS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}
KEY = re.compile(r"\{([a-z][a-z0-9-]*?)((?:[+-]\d+[smhd])*)\}")


def read(path):
    """The stories of one case."""
    case = os.path.basename(path).removesuffix(".variants")
    with open(path, encoding="utf-8") as file:
        sections = sections_of(path, file.read().split("\n"))
    with open(path.removesuffix(".variants") + ".txt", encoding="utf-8", errors="surrogateescape") as file:
        template = file.read().split("\n")
    shared = sections.pop("*")
    return [told(f"{case}/{name}", template, {**shared, **own}) for name, own in sections.items()]


def sections_of(path, lines):
    sections, current = {}, None
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("["):
            current = sections.setdefault(line.strip("[]"), {})
            continue
        key, separator, value = line.partition(":")
        if not separator or current is None:
            raise ValueError(f"{path}:{number}: neither a section nor a key: {line}")
        current[key.strip()] = value.strip()
    return sections


def told(name, template, keys):
    values = {key: random.Random(f"{name} {key}").choice([part.strip() for part in value.split(" | ")]) for key, value in keys.items()}
    values.setdefault("offset", OFFSETS[values.get("zone", "Etc/UTC")])
    # A value may be made of others: the break-in of `{install+300d}`.
    for _ in range(4):
        values = {key: filled(value, values) for key, value in values.items()}
    lines = [filled(line, values) for line in kept(template, values)]
    return stories.parse(name, lines, name)


def kept(template, values):
    """The lines that belong to a variant."""
    result, open_ = [], []
    for line in template:
        if line.startswith("-- if "):
            open_.append(all(holds(word, values) for word in line.split()[2:]))
        elif line.strip() == "-- end":
            open_.pop()
        elif line.strip() == "-- else":
            open_[-1] = not open_[-1]
        elif all(open_):
            result.append(line)
    if open_:
        raise ValueError("a part of a template is not ended")
    return result


def holds(word, values):
    key, _, wanted = word.partition("=")
    if key.endswith("!"):
        return values.get(key[:-1], "") not in wanted.split("|")
    return values.get(key, "") in wanted.split("|")


def filled(line, values):
    """A line with its keys; `{break-in+3d-2h}` is a time, moved."""
    def value(match):
        key, moves = match.groups()
        if key not in values:
            # A trailing "-5d" of a key may be meant as a move, and "z0" in a program is no key at all.
            return match.group(0)
        text = values[key]
        if not moves:
            return text
        if "{" in text:
            return match.group(0)
        time = datetime.datetime.fromisoformat(text)
        for sign, number, unit in re.findall(r"([+-])(\d+)([smhd])", moves):
            time += datetime.timedelta(seconds=int(sign + number) * UNITS[unit])
        return f"{time:%Y-%m-%d %H:%M:%S}"
    return KEY.sub(value, line)
