"""Matches of our engine against those of pySigma's queries in SQLite, over generated events."""

import argparse
import ipaddress
import pathlib
import random
import re
import sqlite3
import subprocess
import sys
import time

from sigma.backends.sqlite import sqliteBackend
from sigma.collection import SigmaCollection
from sigma.exceptions import SigmaError
from sigma.types import (
    SigmaCIDRExpression, SigmaCompareExpression, SigmaExists, SigmaFieldReference, SigmaNull, SigmaNumber, SigmaTimestampPart,
)

import sampling

# Where SQLite is not the judge: what a rule asks of a field, and the values of that field for which both sides are not compared.
EXCEPTIONS = {
    "compare": "SQLite orders every text above every number; by the specification a text that is no number is not compared",
    "cidr": "pySigma makes text patterns of networks, which also match what is no address",
    "time": "strftime reads numbers as Julian days",
}


def escaped(text):
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")


def is_address(value):
    try:
        ipaddress.ip_address(value)
        return True
    except ValueError:
        return False


def is_number(value):
    return bool(re.fullmatch(r"[+-]?(\d+(\.\d*)?|\.\d+)", value, re.A))


def read_rules(folders):
    """Every rule of the folders as pySigma reads it, and the texts of the files."""
    files, rules = [], {}
    for folder in folders:
        for path in sorted(pathlib.Path(folder).rglob("*.yml")):
            text = path.read_text(encoding="utf-8")
            files.append((str(path), text))
            try:
                collection = SigmaCollection.from_yaml(text)
            except SigmaError as error:
                print(f"pySigma cannot read {path}: {error}")
                continue
            for rule in collection.rules:
                if hasattr(rule, "detection"):
                    rules[str(rule.id)] = rule
    return files, rules


def events_of(rules, count, rng, fixed, numeric, special):
    """The events: most for one rule each, some put together of two, some of nothing in particular."""
    conditions = [condition.parsed for rule in rules.values() for condition in rule.detection.parsed_condition]
    events = []
    while len(events) < count:
        condition = conditions[len(events) % len(conditions)]
        event = sampling.event_for(condition, rng, fixed, numeric)
        if rng.random() < 0.15:
            event = {**sampling.event_for(rng.choice(conditions), rng, fixed, numeric), **event}
        for field in special:
            if field not in event and rng.random() < 0.02:
                event[field] = rng.choice(["", "1", "200", "true"]) if field not in fixed else "5"
        if sampling.TEXT not in event or rng.random() < 0.2:
            rest = " ".join(value for name, value in event.items() if name != sampling.TEXT)
            event[sampling.TEXT] = (event.get(sampling.TEXT, "") + " " + rest).strip()
        events.append({name: value.replace("\0", "") for name, value in event.items()})
    return events


def ours(probe, files, events):
    lines = [f"R\t{escaped(path)}\t{escaped(text)}" for path, text in files]
    for event in events:
        lines.append("E\t" + "\t".join(escaped(part) for pair in event.items() for part in pair))
    started = time.monotonic()
    out = subprocess.run([probe, "match"], input="\n".join(lines) + "\n", capture_output=True, text=True, check=True).stdout
    print(f"our engine: {time.monotonic() - started:.1f} s, with reading and loading")
    matched, excluded, failed, index = {}, set(), [], 0
    for line in out.splitlines():
        if line.startswith("="):
            for rule in line[1:].split():
                matched.setdefault(rule, set()).add(index)
            index += 1
        elif line.startswith("- "):
            excluded.add(line[2:])
        elif line.startswith("! "):
            failed.append(line[2:])
    assert index == len(events), f"{index} answers for {len(events)} events"
    return matched, excluded, failed


def StoredNames(stored):
    """The backend with names of columns of ours."""

    class Backend(sqliteBackend):
        def escape_and_quote_field(self, field):
            return super().escape_and_quote_field(stored.get(field, field))

    return Backend


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--probe", required=True)
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=20261121)
    parser.add_argument("folders", nargs="+")
    options = parser.parse_args()
    rng = random.Random(options.seed)
    files, rules = read_rules(options.folders)
    columns, numeric, networks, times = {sampling.TEXT: None}, set(), set(), set()
    for rule in rules.values():
        for condition in rule.detection.parsed_condition:
            for field, value in sampling.leaves(condition.parsed):
                columns[field] = None
                if isinstance(value, SigmaFieldReference):
                    columns[value.field] = None
                if isinstance(value, SigmaCompareExpression):
                    numeric.add(field)
                if isinstance(value, SigmaCIDRExpression):
                    networks.add(field)
                if isinstance(value, SigmaTimestampPart):
                    times.add(field)
    columns = list(columns)
    # Columns of SQLite have no case, fields of Sigma do: `user` and `User` need names of their own.
    stored, taken = {}, set()
    for column in columns:
        stored[column] = column if column.lower() not in taken else column + " (other case)"
        taken.add(column.lower())
    fixed = numeric | networks | times
    events = events_of(rules, options.events, rng, fixed, numeric, columns[1:])
    matched, excluded, failed = ours(options.probe, files, events)
    for line in failed:
        print("our engine cannot use", line)

    database = sqlite3.connect(":memory:")

    def quoted(name):
        return "`" + name.replace("`", "``") + "`"

    declared = [f"{quoted(stored[c])} {'NUMERIC' if c in numeric else 'TEXT'} COLLATE NOCASE" for c in columns]
    database.execute(f"CREATE TABLE logs (number INTEGER PRIMARY KEY, {', '.join(declared)})")
    database.executemany(
        f"INSERT INTO logs VALUES ({', '.join('?' * (len(columns) + 1))})",
        ((index, *(event.get(column) for column in columns)) for index, event in enumerate(events)))
    compiled = {}

    def regexp(pattern, value):
        if value is None:
            return False
        if pattern not in compiled:
            compiled[pattern] = re.compile(pattern, re.ASCII)
        return compiled[pattern].search(str(value)) is not None

    database.create_function("REGEXP", 2, regexp, deterministic=True)
    backend = StoredNames(stored)(fulltext_field=sampling.TEXT, collate_nocase=True)
    compared = differing = positives = silent = skipped = 0
    started = time.monotonic()
    for identity, rule in rules.items():
        if identity in excluded:
            skipped += 1
            continue
        questions = [leaf for condition in rule.detection.parsed_condition for leaf in sampling.leaves(condition.parsed)]
        masked = set()
        for field, value in questions:
            judge = (
                is_number if isinstance(value, SigmaCompareExpression) or (isinstance(value, SigmaNumber) and field in numeric)
                else is_address if isinstance(value, SigmaCIDRExpression)
                else (lambda text: not is_number(text)) if isinstance(value, SigmaTimestampPart) else None)
            if judge:
                masked |= {i for i, event in enumerate(events) if field in event and not judge(event[field])}
        theirs = set()
        # What only serves a correlation is left out of queries otherwise.
        rule._output = True
        for query in backend.convert_rule(rule):
            where = query.split(" WHERE ", 1)[1]
            theirs |= {row[0] for row in database.execute(f"SELECT number FROM logs WHERE {where}")}
        mine = matched.get(identity, set()) - masked
        theirs -= masked
        compared += 1
        positives += len(theirs)
        if not theirs:
            silent += 1
            print("matched nothing:", rule.title)
        if mine != theirs:
            differing += 1
            print(f"\nDIFFERENT: {rule.title} ({identity}): ours alone {len(mine - theirs)}, theirs alone {len(theirs - mine)}")
            for name, side in (("ours", mine - theirs), ("theirs", theirs - mine)):
                for index in sorted(side)[:3]:
                    used = {field: events[index].get(field) for field, _ in questions}
                    print(f"  {name}: event {index}: {used}")
    print(f"SQLite: {time.monotonic() - started:.1f} s")
    for reason in EXCEPTIONS.values():
        print("exception:", reason)
    print(
        f"{compared} rules, {len(events)} events, {positives} matches; {silent} rules matched nothing, {skipped} not compared, "
        f"{differing} differ")
    sys.exit(1 if differing or failed else 0)


if __name__ == "__main__":
    main()
