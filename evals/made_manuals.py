"""Manuals written by a program: as long as a measurement needs them, the same for the same seed."""

import random

_PARTS = ("pump", "valve", "spindle", "coolant filter", "tool changer", "drive belt", "encoder")
_DEEDS = ("Tighten", "Inspect", "Replace", "Lubricate", "Adjust", "Clean", "Measure")
_WHY = (
    "because wear shows there first",
    "after every change of the tool",
    "before the machine is started in the morning",
    "when the display shows an alarm",
    "with the main switch locked in its off position",
)


def made_manual(sections: int, *, seed: int) -> str:
    """Return an HTML manual of so many sections, each some 120 words long."""
    chance = random.Random(seed)
    body = []
    for number in range(1, sections + 1):
        part = chance.choice(_PARTS)
        sentences = [
            f"{chance.choice(_DEEDS)} the {chance.choice(_PARTS)} {chance.randint(1, 99)} with "
            f"{chance.randint(5, 400)} Nm {chance.choice(_WHY)}."
            for _ in range(8)
        ]
        body.append(f"<h2>{number} The {part} of unit {seed}-{number}</h2>")
        body.append(f"<p>{' '.join(sentences)}</p>")
    return f"<!doctype html><html><body><h1>Unit {seed}</h1>{''.join(body)}</body></html>"
