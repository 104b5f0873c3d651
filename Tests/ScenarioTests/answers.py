# Copyright 2026 The Banken authors. Licensed under the Apache License 2.0.
"""Claims on the answer: how they got in, when, who was exposed, what is not known."""

import datetime


def leading(report):
    causes = report.result["causes"]
    return causes[0] if causes else {"id": "none", "standing": "none", "for": [], "against": [], "wouldDecide": [], "questions": [], "account": None}


def balance(report):
    """The balance in one line, for whoever has to mend it."""
    parts = []
    for cause in report.result["causes"][:4]:
        facts = ", ".join(f"{item['fact']} {item['weight']:+d}" for item in cause["for"] + cause["against"])
        parts.append(f"{cause['id']} {cause['standing']} {cause['logOdds']} ({facts})")
    lost = ", ".join(f"{record['kind']} {'there' if record['available'] else 'lost'}" for record in leading(report)["wouldDecide"])
    return "; ".join(parts) + (f" [{lost}]" if lost else "") or "no cause is named"


def first(report, tally, name, kinds, standings=None):
    """first KIND[|KIND] [STANDING[|STANDING]]: the leading explanation and how it stands"""
    cause = leading(report)
    tally.claim(f"{name}: the leading explanation is {kinds}", cause["id"] in kinds.split("|"), balance(report))
    if standings:
        tally.claim(f"{name}: it stands as {standings}", cause["standing"] in standings.split("|"), balance(report))


def cause(report, tally, name, kind, standings):
    """cause KIND STANDING[|STANDING]"""
    found = next((cause["standing"] for cause in report.result["causes"] if cause["id"] == kind), "absent")
    tally.claim(f"{name}: {kind} stands as {standings}", found in standings.split("|"), balance(report))


def never_established(report, tally, name, *kinds):
    """never-established [KIND…]: none of them, or nothing at all, is called established"""
    found = [cause["id"] for cause in report.result["causes"] if cause["standing"] == "established" and (not kinds or cause["id"] in kinds)]
    tally.claim(f"{name}: nothing wrong is called established", not found, balance(report))


def broken_in(report, tally, name, day, time, _=None, seconds="60"):
    """broken-in DAY TIME [within SECONDS]: the span of the break-in begins so near to it"""
    span, wanted = report.verdict["since"], report.story.moment(f"{day} {time}")
    found = span and datetime.datetime.fromisoformat(span["earliest"].replace("Z", "+00:00")).timestamp()
    tally.claim(f"{name}: the break-in lies within {seconds} s of {day} {time}", found is not None and abs(found - wanted) <= float(seconds),
                f"it is dated {report.minute(span['earliest']) if span else 'never'}")


def told_by(report):
    """Every sentence on the leading explanation."""
    cause = leading(report)
    return " ".join([cause["account"] or "", *[item["text"] for item in cause["for"]], *[e["text"] for item in cause["for"] for e in item["evidence"]]])


def origin(report, tally, name, address):
    """origin ADDRESS: the leading explanation names it"""
    tally.claim(f"{name}: they came from {address}", address in told_by(report), f"it says: {told_by(report)[:600]}")


def touched(report, tally, name, *things):
    """touched NAME…: accounts and sites that the case reaches"""
    scope = report.result["scope"]
    found = [thing["name"] for thing in scope["accounts"] + scope["sites"]]
    tally.claim(f"{name}: {', '.join(things)} are touched", all(thing in found for thing in things), f"touched are {found}")


def secret(report, tally, name, kind, owner="", order=None):
    """secret KIND [OWNER [ORDER]]: one of the secrets to change"""
    found = [(item["kind"], item["owner"], str(item["rotate"])) for item in report.result["scope"]["credentials"]]
    holds = any(item[0] == kind and (not owner or item[1] == owner) and (order is None or item[2] == order) for item in found)
    tally.claim(f"{name}: {kind} {owner} has to change", holds, f"to change are {found}")


def exposed(report, tally, name, path, day, time, *but):
    """exposed PATH DAY TIME [but ADDRESS…]: since then, and exactly the persons who fetched it, robots and the intruder apart"""
    exposure = next((item for item in report.result["exposure"] if item["path"] == path), None)
    if exposure is None:
        tally.claim(f"{name}: the visitors of {path} are listed", False, f"there are lists for {[item['path'] for item in report.result['exposure']]}")
        return
    since, url = report.story.moment(f"{day} {time}"), exposure["url"]
    page = next((page for page in report.planting.readers if path.endswith(page)), url)
    wanted = {(who, agent) for moment, who, agent in report.planting.readers.get(page, []) if moment >= since}
    found = {(item["address"], item["agent"]) for item in exposure["visitors"] if not item["robot"] and not item["intruder"]}
    found = {pair for pair in found if pair[0] not in but[1:]}
    tally.claim(f"{name}: {path} is exposed since {day} {time}", report.minute(exposure["from"]) == f"{day} {time}"[:16],
                f"since {exposure['from'] and report.minute(exposure['from'])}")
    tally.claim(f"{name}: exactly its {len(wanted)} visitors are listed", found == wanted and bool(wanted),
                f"{len(found)} are listed; missing {sorted(wanted - found)[:3]}, too many {sorted(found - wanted)[:3]}")


def missing(report, tally, name, channel, *lost):
    """missing CHANNEL [lost DAY]: an explanation that cannot be decided names the record that would, and that it is gone"""
    records = [record for cause in report.result["causes"] for record in cause["wouldDecide"]
               if record["kind"] == channel and not record["available"]]
    tally.claim(f"{name}: the missing record {channel} is named", bool(records), balance(report))
    if lost:
        when = [report.minute(record["lostAt"])[:10] for record in records if record["lostAt"]]
        tally.claim(f"{name}: it was lost on {lost[1]}", lost[1] in when, f"it says {when}: {[record['why'] for record in records]}")


def question(report, tally, name, identity):
    """question ID: the owner is asked"""
    found = [item["id"] for item in leading(report)["questions"]]
    tally.claim(f"{name}: the owner is asked {identity}", identity in found, f"asked is {found}")


def came_through(report, tally, name, address):
    """came-through ADDRESS: told from those who only tried"""
    found = [item["address"] for item in report.result["attackers"]["listed"] if item["cameThrough"]]
    tally.claim(f"{name}: {address} alone came through", found == [address], f"{found} came through")


def nobody_came_through(report, tally, name):
    attackers = report.result["attackers"]
    found = [item["address"] for item in attackers["listed"] if item["cameThrough"]]
    tally.claim(f"{name}: of {attackers['count']} who tried nobody came through", attackers["count"] > 0 and not found, f"{found} came through")


def tried(report, tally, name, address, number):
    """tried ADDRESS NUMBER: so many attempts are counted for it"""
    found = {item["address"]: item["total"] for item in report.result["attackers"]["listed"]}
    tally.claim(f"{name}: {address} tried {number} times", str(found.get(address)) == number, f"counted are {found.get(address)} of {len(found)} addresses")


def unknown(report, tally, name, *words):
    """unknown WORD…: one sentence of what is not known has these words"""
    sentences = report.result["unknowns"] + [report.verdict["summary"]]
    tally.claim(f"{name}: it is said what is not known: {' '.join(words)}", any(all(word in text for word in words) for text in sentences),
                f"it says {sentences}")


CLAIMS = {
    "first": first, "cause": cause, "never-established": never_established, "broken-in": broken_in, "origin": origin, "touched": touched,
    "secret": secret, "exposed": exposed, "missing": missing, "question": question, "came-through": came_through,
    "nobody-came-through": nobody_came_through, "tried": tried, "unknown": unknown,
}
