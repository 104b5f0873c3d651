# Copyright 2026 The Banken authors. Licensed under the Apache License 2.0.
"""Holds what `banken examine --format json` says against what a story expects, one line a claim."""

import datetime
import re
import shlex

import answers
import story as stories

ORDER = ["info", "low", "medium", "high", "critical"]


class Tally:
    """Counts claims and prints them."""

    def __init__(self):
        self.passed = self.failed = self.impossible = 0
        # Story → whether each planted thing was found, and whether as gravely as claimed (claims `found`).
        self.planted = {}
        self.holes = 0

    def claim(self, text, holds, why=""):
        if holds:
            self.passed += 1
            print(f"ok: {text}", flush=True)
        else:
            self.failed += 1
            print(f"FAILED: {text}" + (f"\n    {why}" if why else ""), flush=True)

    def unable(self, text, why):
        self.impossible += 1
        print(f"not possible here: {text} ({why})", flush=True)

    def plant(self, story, text, found, holds, why):
        """A planted thing: whether it was found at all, and whether as gravely as claimed."""
        self.planted.setdefault(story, []).append((found, holds))
        self.claim(f"{story}: {text}", holds, why)

    def hole(self, story, path, least, found, holds, why):
        """Something planted that is known not to be found, or not so gravely: told, counted apart, and a failure once it is found."""
        self.planted.setdefault(story, []).append((found, holds))
        if holds:
            self.claim(f"{story}: {path} is a known hole", False, f"it is found now; say `found` instead of `unseen`: {why}")
            return
        self.holes += 1
        print(f"known hole: {story}: {path} should be {least} or graver ({why})", flush=True)

    def close(self):
        everything = [pair for pairs in self.planted.values() for pair in pairs]
        for story, pairs in [*self.planted.items(), *([("all", everything)] if everything else [])]:
            found, grave = (sum(column) for column in zip(*pairs))
            print(f"# {story}: of {len(pairs)} planted things {found} found ({100 * found / len(pairs):.0f} %), {grave} as grave as claimed")
        if self.holes:
            print(f"{self.holes} known holes: planted, and not found or not as gravely as they should be")
        if self.impossible:
            print(f"{self.impossible} not possible here")
        print(f"{self.passed} passed, {self.failed} failed")
        return 0 if self.failed == 0 and self.passed > 0 else 1


class Report:
    """The JSON of one examination, with the questions that claims ask of it."""

    def __init__(self, story, planting, result):
        self.story, self.planting, self.result = story, planting, result
        self.findings = result["findings"]
        self.verdict = result["verdict"]

    def grave(self):
        return [finding for finding in self.findings if ORDER.index(finding["severity"]) >= 2]

    def path(self, written):
        return stories.name_bytes(written).decode("utf-8", "backslashreplace")

    def minute(self, moment):
        if moment is None:
            return "never"
        time = datetime.datetime.fromisoformat(moment.replace("Z", "+00:00")).astimezone(self.story.zone)
        return f"{time:%Y-%m-%d %H:%M}"

    def summary(self, findings):
        return "; ".join(f"{f['detector']} {f['severity']} {f['subject'].get('path')!r}" for f in findings) or "nothing"


def check(report, tally):
    name = report.story.name
    for section in report.story.sections:
        if section.verb != "expect":
            continue
        for line in section.body:
            words = shlex.split(line, comments=True)
            if words:
                CLAIMS[words[0]](report, tally, name, *words[1:])
    only_the_guilty(report, tally, name)


def state(report, tally, name, expected):
    found = report.verdict["state"]
    tally.claim(f"{name}: the verdict is {expected}", found in expected.split("|"), f"it is {found}: {report.summary(report.grave())}")


def since(report, tally, name, *words):
    """since DAY TIME | since never"""
    expected, span = " ".join(words), report.verdict["since"]
    found = report.minute(span["earliest"]) if span else "never"
    tally.claim(f"{name}: the break-in is dated {expected}", found == expected, f"it is dated {found}")


def dormant(report, tally, name, day, time):
    found = report.minute(report.verdict["dormantSince"])
    holds = found == f"{day} {time}"[:16] and report.verdict["active"] is False
    tally.claim(f"{name}: it is dormant since {day} {time}", holds, f"active {report.verdict['active']}, dormant since {found}")


def active(report, tally, name, expected):
    wanted = {"yes": True, "no": False, "unknown": None}[expected]
    found = report.verdict["active"]
    tally.claim(f"{name}: whether it is active: {expected}", found is wanted, f"it says {found}")


def reason(report, tally, name, *parts):
    found = report.verdict["activityReason"] or ""
    tally.claim(f"{name}: the reason names {', '.join(parts)}", all(report.path(part) in found for part in parts), f"it is: {found}")


def told(report, tally, name, number):
    found = len(report.result["stories"])
    detail = " | ".join(
        f"{tale['since'] and report.minute(tale['since']['earliest'])}: "
        + report.summary([f for f in report.findings if f["id"] in tale["findings"]]) for tale in report.result["stories"])
    tally.claim(f"{name}: told in {number} story", found == int(number), f"told in {found}: {detail}")


def matching(report, detectors, path):
    wanted = report.path(path)
    return [f for f in report.findings if f["detector"] in detectors.split("|") and f["subject"].get("path") == wanted]


def finding(report, tally, name, detectors, path, least="medium", *words):
    """finding DETECTOR[|DETECTOR…] PATH [SEVERITY] [WORD…]: found, grave enough, in the first story, its words said."""
    text = f"{name}: {detectors} tells of {path}"
    found = matching(report, detectors, path)
    if not found:
        others = [f for f in report.findings if f["subject"].get("path") == report.path(path)]
        tally.claim(text, False, "of this path it says: " + report.summary(others))
        return
    grave = [f for f in found if ORDER.index(f["severity"]) >= ORDER.index(least)]
    silent = [word for word in words if not any(report.path(word) in said(f) for f in grave)]
    holds = bool(grave) and all(f["story"] == 0 for f in grave) and not silent
    tally.claim(text, holds, f"{report.summary(found)}, story {[f['story'] for f in found]}, not said: {silent}")


def naming(report, path, words=()):
    """The findings, whatever their detectors, that are about a path or name it, with these words."""
    wanted = report.path(path)
    alone = re.compile(r"(?<![\w./-])" + re.escape(wanted) + r"(?![\w/-]|\.\w)")
    return [f for f in report.findings if (wanted == f["subject"].get("path") or alone.search(said(f)))
            and ORDER.index(f["severity"]) >= 1 and all(report.path(word) in said(f) for word in words)]


def found(report, tally, name, path, least="low", *words):
    """found PATH [SEVERITY] [WORD…]: some finding, whatever its detector, is about it or names it, so grave, with these words."""
    findings = naming(report, path, words)
    grave = [f for f in findings if ORDER.index(f["severity"]) >= ORDER.index(least)]
    tally.plant(name, " ".join([path, *words]) + f" is found, {least} or graver", bool(findings), bool(grave), "it says: " + report.summary(findings))


def unseen(report, tally, name, path, least="low"):
    """unseen PATH [SEVERITY]: planted, ought to be found so grave, and is known not to be."""
    findings = naming(report, path)
    grave = [f for f in findings if ORDER.index(f["severity"]) >= ORDER.index(least)]
    tally.hole(name, path, least, bool(findings), bool(grave), "it says: " + report.summary(findings))


def said(finding):
    """Every word of a finding that a reader meets."""
    return " ".join([finding["title"], finding["explanation"], *[item["text"] for item in finding["evidence"]],
                     *finding["related"], *[item.get("path") or "" for item in finding["evidence"]]])


def trace(report, tally, name, path):
    """trace PATH: some grave finding of the first story names it, as its subject or among what belongs to it."""
    wanted = report.path(path)
    naming = [f for f in report.grave() if f["story"] == 0 and (wanted == f["subject"].get("path") or wanted in said(f))]
    tally.claim(f"{name}: {path} is part of the story", bool(naming), "no grave finding names it")


def door(report, tally, name, detector, path, least="low"):
    """door DETECTOR PATH [SEVERITY]: a weakness is named, and is no part of a story."""
    found = [f for f in matching(report, detector, path) if ORDER.index(f["severity"]) >= ORDER.index(least)]
    tally.claim(f"{name}: the open door {detector} is named", bool(found) and all(f["story"] is None for f in found),
                report.summary(matching(report, detector, path)))


def moment(report, tally, name, kind, day, time):
    """moment KIND DAY TIME: the line of time has such an entry in that minute."""
    times = [report.minute(entry["time"]) for entry in report.result["timeline"] if entry["kind"] == kind]
    tally.claim(f"{name}: {kind} stands at {day} {time} in the line of time", f"{day} {time}" in times, f"{kind} stands at {times}")


def nothing(report, tally, name, least, *but):
    """nothing SEVERITY [but weaknesses]: no finding so grave; doors that an honest owner leaves open are named all the same."""
    found = [f for f in report.findings if ORDER.index(f["severity"]) >= ORDER.index(least)
             and not (but and f["aspect"] == "weakness")]
    tally.claim(f"{name}: nothing at {least} or above", not found, report.summary(found))


def only_the_guilty(report, tally, name):
    """Every grave finding is about something that the story planted as the intruder's."""
    guilty = {path.decode("utf-8", "backslashreplace") for path in report.planting.guilty}
    # What a record of a log tells is about the log's lines, not about the log.
    innocent = [f for f in report.grave() if f["aspect"] != "weakness" and f["subject"].get("path") not in guilty
                and not (guilty and (f["detector"].startswith("record.") or f["detector"] == "login.guessing"))]
    tally.claim(f"{name}: nothing honest is accused", not innocent, report.summary(innocent))


CLAIMS = {
    "state": state, "since": since, "dormant": dormant, "active": active, "reason": reason, "stories": told, "finding": finding, "found": found, "unseen": unseen,
    "trace": trace, "door": door, "nothing": nothing, "moment": moment, **answers.CLAIMS,
}
