"""Events that a rule should match, should just miss, or says nothing of, made from the rule's own condition."""

import base64
import random
import re
import re._constants as constants
import re._parser as regex_parser

from sigma.conditions import ConditionAND, ConditionNOT, ConditionOR, ConditionValueExpression
from sigma.types import (
    SigmaBool, SigmaCIDRExpression, SigmaCompareExpression, SigmaExists, SigmaExpansion, SigmaFieldReference, SigmaNull, SigmaNumber,
    SigmaRegularExpression, SigmaString, SigmaTimestampPart, SpecialChars,
)

TEXT = "@text"
FILLERS = ["", "", "x", " ", "/", "-a", "%41", "\\", "\\\\", "ä", "日本", "*", "?", "'", '"', "_", "%", "\n", "0", "[", "]"]


def leaves(condition):
    """Every question of a condition, as (field, value)."""
    if condition is None:
        return
    if hasattr(condition, "args"):
        for arg in condition.args:
            yield from leaves(arg)
    elif isinstance(condition, ConditionValueExpression):
        yield (TEXT, condition.value)
    else:
        yield (condition.field, condition.value)


def wanted(condition, rng, want=True):
    """Answers that make a condition true (or false), as (field, value, want)."""
    if isinstance(condition, ConditionNOT):
        return wanted(condition.args[0], rng, not want)
    if isinstance(condition, (ConditionAND, ConditionOR)):
        if isinstance(condition, ConditionAND) == want:
            return [answer for arg in condition.args for answer in wanted(arg, rng, want)]
        return wanted(rng.choice(condition.args), rng, want)
    field = TEXT if isinstance(condition, ConditionValueExpression) else condition.field
    return [(field, condition.value, want)]


def sample_regex(tree, rng):
    out = []
    for kind, argument in tree:
        if kind is constants.LITERAL:
            out.append(chr(argument))
        elif kind is constants.NOT_LITERAL:
            out.append("q" if argument != ord("q") else "z")
        elif kind is constants.ANY:
            out.append(rng.choice("ax/é "))
        elif kind is constants.IN:
            out.append(sample_class(argument, rng))
        elif kind is constants.BRANCH:
            out.append(sample_regex(rng.choice(argument[1]), rng))
        elif kind is constants.SUBPATTERN:
            out.append(sample_regex(argument[3], rng))
        elif kind in (constants.MAX_REPEAT, constants.MIN_REPEAT):
            low, high, inner = argument
            count = rng.randint(low, min(int(high), low + 3))
            out.append("".join(sample_regex(inner, rng) for _ in range(count)))
    return "".join(out)


def sample_class(items, rng):
    if items[0][0] is constants.NEGATE:
        for candidate in "aZ5 -_#é":
            if not any(in_item(candidate, item) for item in items[1:]):
                return candidate
        return "~"
    kind, argument = rng.choice(items)
    if kind is constants.LITERAL:
        return chr(argument)
    if kind is constants.RANGE:
        return chr(rng.randint(*argument))
    return {"CATEGORY_DIGIT": "7", "CATEGORY_WORD": "w", "CATEGORY_SPACE": " "}.get(str(argument), "#")


def in_item(character, item):
    kind, argument = item
    if kind is constants.LITERAL:
        return ord(character) == argument
    if kind is constants.RANGE:
        return argument[0] <= ord(character) <= argument[1]
    name = str(argument)
    inside = character.isdigit() if "DIGIT" in name else character.isspace() if "SPACE" in name else re.match(r"\w", character, re.A)
    return bool(inside) != ("NOT" in name)


def spelled(value, rng):
    """A text that a value of a rule matches, with whether it is open at its start and at its end."""
    if isinstance(value, SigmaExpansion):
        return spelled(rng.choice(value.values), rng)
    if isinstance(value, SigmaString):
        parts = [
            part if isinstance(part, str)
            else rng.choice(FILLERS) if part is SpecialChars.WILDCARD_MULTI
            else rng.choice("a?é ")
            for part in value.s
        ]
        first, last = (value.s[0], value.s[-1]) if value.s else ("", "")
        return "".join(parts), first is SpecialChars.WILDCARD_MULTI, last is SpecialChars.WILDCARD_MULTI
    if isinstance(value, SigmaRegularExpression):
        try:
            return sample_regex(regex_parser.parse(str(value.regexp)), rng), True, True
        except re.error:
            return "", True, True
    if isinstance(value, SigmaTimestampPart):
        part = {"YEAR": rng.choice([2024, 2025, 2026]), "MONTH": rng.randint(1, 12), "DAY": rng.randint(1, 28),
                "HOUR": rng.randint(0, 23), "MINUTE": rng.randint(0, 59)}
        if rng.random() < 0.8:
            part[value.timestamp_part.name] = value.number
        return "%04d-%02d-%02dT%02d:%02d:00Z" % tuple(part.values()), False, False
    if isinstance(value, SigmaNumber):
        return str(value.number), False, False
    if isinstance(value, SigmaBool):
        return rng.choice(["true", "TRUE", "1"] if value.boolean else ["false", "False", "0"]), False, False
    if isinstance(value, SigmaCIDRExpression):
        address = int(value.network.network_address) + rng.randrange(min(value.network.num_addresses, 1 << 30))
        return str(type(value.network.network_address)(address)), False, False
    if isinstance(value, SigmaCompareExpression):
        return str(value.number.number + rng.choice([-1, 0, 1, 7, -0.5])), False, False
    if isinstance(value, SigmaExists):
        return ("x" if value.exists else None), False, False
    if isinstance(value, SigmaNull):
        return None, False, False
    return "", True, True


def joined(texts, rng):
    """One value of all that is asked of a field."""
    if any(text is None for text, _, _ in texts):
        return None
    exact = [text for text, at_start, at_end in texts if not at_start and not at_end]
    if exact:
        return rng.choice(exact)
    starts = [text for text, at_start, _ in texts if not at_start]
    ends = [text for text, _, at_end in texts if not at_end]
    middle = [text for text, at_start, at_end in texts if at_start and at_end]
    rng.shuffle(middle)
    return rng.choice(["", " ", "/"]).join(starts[:1] + middle + ends[:1])


def mutated(text, rng):
    """A text that is a little different: a letter's case, a letter less, another letter, a wildcard taken literally."""
    if not text:
        return rng.choice(["", " ", "x"])
    place = rng.randrange(len(text))
    kind = rng.randrange(8)
    if kind < 3:
        return "".join(c.swapcase() if c.isascii() and rng.random() < 0.5 else c for c in text)
    if kind == 3:
        return text[:place] + text[place + 1:]
    if kind == 4:
        return text[:place] + rng.choice(FILLERS) + text[place:]
    if kind == 5:
        return text[:place] + rng.choice("xY\\*?%_ ") + text[place + 1:]
    if kind == 6:
        return text + rng.choice(FILLERS)
    return rng.choice(FILLERS) + text


def event_for(condition, rng, fixed, numeric):
    """One event for a condition: `fixed` are fields whose values must stay of their type."""
    answers = wanted(condition, rng, want=rng.random() < 0.9)
    kind = rng.randrange(4)
    if kind == 1 and len(answers) > 1:
        answers.pop(rng.randrange(len(answers)))
    by_field, references = {}, []
    for field, value, want in answers:
        if isinstance(value, SigmaFieldReference):
            references.append((field, value, want))
        elif want or rng.random() < 0.15:
            text, at_start, at_end = spelled(value, rng)
            # A keyword stands anywhere.
            by_field.setdefault(field, []).append((text, at_start or field == TEXT, at_end or field == TEXT))
    event = {field: joined(texts, rng) for field, texts in by_field.items()}
    for field, value, want in references:
        base = event.setdefault(value.field, rng.choice(["abc", "a_c", "a%c", "A\\b", ""])) or ""
        before = rng.choice(["", "x"]) if value.ends_with else ""
        after = rng.choice(["", "y"]) if value.starts_with else ""
        event[field] = before + (base if want else base + "z") + after
    if kind >= 2:
        for field in list(event):
            if field not in fixed and event[field] is not None and rng.random() < 0.5:
                event[field] = mutated(event[field], rng)
    for field in numeric:
        if field in event and event[field] is not None:
            event[field] = str(event[field])
    return {field: value for field, value in event.items() if value is not None}
