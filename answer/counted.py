"""How many of what a question asks for, and the texts that say it: "up to 1000 users"."""

import functools
import re

from answer.figures import COUNTS
from answer.measures import counting, units_counted
from store import keywords

# "How many KNX devices may there be": what is counted has so many words before it ends.
_LONGEST_NOUN = 3
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
# "2 further addresses"; "3.2 Users" and "1. Users" are sections and steps.
_NUMBER = re.compile(r"(?<![\w.,-])\d{1,3}(?:[ ,.']?\d{3})*(?![\w.,)-]|\d)")
_BETWEEN = 2
_ENDS = re.compile(r"[;:|\n.]")


@functools.lru_cache(256)
def counted_noun(question: str) -> str:
    """Return what a question asks the number of, "" where it asks for none or for a measure."""
    if units_counted(question):
        return ""
    for found, ends in counting(question):
        words = re.findall(r"[^\W_][\w-]*", question[found.start(1) :])[: _LONGEST_NOUN + 1]
        end = next((at for at, word in enumerate(words) if word.casefold() in ends), 1)
        return words[end - 1] if end else ""
    return ""


def says_how_many(text: str, noun: str, language: str, *, row: bool = False) -> bool:
    """Return whether a text has a number of these: "2 addresses", "up to ten smart devices".

    A table's `row` may have it the other way round: "Zones | 32".
    """
    asked = keywords.stem(noun, language)
    if asked is None:
        return False
    words = COUNTS.get(language, COUNTS["en"]).split()
    tokens = [(match[0], match.start()) for match in _TOKEN.finditer(text)]
    numbered = [
        token.casefold() in words or _NUMBER.match(text, at) is not None for token, at in tokens
    ]
    for at, (token, _) in enumerate(tokens):
        if keywords.stem(token, language) != asked:
            continue
        # Of "zone 1 and users" the number is the zone's, and so is one of another cell.
        for before in range(at - 1, max(-1, at - 2 - _BETWEEN), -1):
            word, start = tokens[before]
            if _ENDS.search(text, start + len(word), tokens[before + 1][1]):
                break
            if numbered[before]:
                return True
            if keywords.stem(word, language) is None:
                break
        # "Zones: 32", and no "zone 32".
        if row and token.casefold() == noun.casefold() and any(numbered[at + 1 : at + 3]):
            return True
    return False
