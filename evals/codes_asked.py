"""Codes that manuals define, asked in four spellings, and codes that do not exist."""

import random
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from pydantic import Field

from answer.identifiers import identifiers
from evals.runner import Asked
from store.code_places import CodePlaces
from store.contents import Identifier
from store.errors import MillwrightError
from store.identifiers import identifier_key
from store.values import Hit, Method, Scope, Value

Spelling = Literal["printed", "joined", "worded", "spaced"]
SPELLINGS: tuple[Spelling, ...] = ("printed", "joined", "worded", "spaced")

# What a technician says for the letters of a code, see `store.identifiers`.
_WORDS = {
    "AL": "alarm",
    "E": "error",
    "F": "fault",
    "M": "message",
    "P": "parameter",
    "W": "warning",
}
_LETTERS_AND_NUMBER = re.compile(r"([A-Z]+)(\d+)")
_RUN = re.compile(r"[A-Za-z]+|\d+")
_TRIES = 1_000


class CodesError(MillwrightError):
    """There are no codes to ask for."""


class Missed(Value):
    """A question that did not bring what it should."""

    code: str
    kind: str
    manual: str
    spelling: Spelling
    question: str
    got: str


class Share(Value):
    """How many of how many."""

    what: str
    good: int
    of: int

    @property
    def share(self) -> float:
        """Return the share, 0 to 1; 1 of nothing."""
        return self.good / self.of if self.of else 1.0


class CodesAsked(Value):
    """What came of all questions."""

    codes: int = Field(description="that the manuals define, each once a manual")
    found: tuple[Share, ...] = Field(description="defining row first: in all, by spelling and kind")
    keywords_found: tuple[Share, ...] = Field(description="the same by keywords alone (bm25)")
    refused: Share = Field(description="codes that no manual knows: refused")
    named_near: Share = Field(description="of these refusals: those that name codes that there are")
    missed: tuple[Missed, ...]
    not_refused: tuple[Missed, ...]
    without_near: tuple[Missed, ...] = Field(description="refusals that name no near code")


@dataclass(frozen=True, slots=True)
class DefinedCode:
    """A code of a manual in force."""

    code: Identifier
    manual: str


def spellings(code: Identifier) -> Mapping[Spelling, str]:
    """Return a code as it is asked for: `AL-204`, `al204`, `alarm 204`, `AL 204`.

    One that is printed as a bare number (`1815`, in a table of parameters) cannot be asked for
    without its kind: it is `parameter 1815` as printed, `p1815` and `P 1815` with its letter.
    """
    runs = _RUN.findall(code.code)
    match = _LETTERS_AND_NUMBER.fullmatch(code.key)
    word = _WORDS.get(match[1], "") if match else ""
    number = runs[-1]
    if runs == [number]:
        letters = match[1] if match else ""
        worded = f"{word or 'part'} {number}"
        return {
            "printed": worded.capitalize(),
            "joined": f"{letters}{number}".lower(),
            "worded": worded,
            "spaced": f"{letters} {number}".strip(),
        }
    return {
        "printed": code.code,
        "joined": "".join(runs).lower(),
        "worded": f"{word} {number}" if word else f"part {code.code}",
        "spaced": " ".join(runs),
    }


def made_up(
    codes: Sequence[DefinedCode], places: CodePlaces, revisions: Sequence[str], *, seed: int
) -> tuple[DefinedCode, ...]:
    """Return for each code one of its form with other digits, that no revision knows in any way.

    Raises CodesError where every code of that form exists.
    """
    chance = random.Random(seed)
    made: dict[str, DefinedCode] = {}
    for one in codes:
        for _ in range(_TRIES):
            new = _with_other_digits(one.code, chance)
            keys = {key for asked in spellings(new).values() for key in _keys(asked)} | {new.key}
            if new.key not in made and not places.defining(keys, revisions):
                made[new.key] = replace(one, code=new)
                break
        else:
            raise CodesError(f"There is no code like {one.code.code} that does not exist.")
    return tuple(made.values())


def asked(
    service: Asked,
    codes: Sequence[DefinedCode],
    places: CodePlaces,
    revisions: Sequence[str],
    *,
    seed: int,
    check: Callable[[], None] = lambda: None,
    on_question: Callable[[], None] = lambda: None,
) -> CodesAsked:
    """Return what comes of asking these codes in all spellings, and as many that do not exist.

    The manuals of `revisions` (ids) are searched without a scope. A code that several of them
    define is found at any of these. `check` is called before each question and ends it by raising.
    Raises CodesError where there are no codes.
    """
    if not codes:
        raise CodesError("There is nothing to ask: the manual defines no codes.")
    defined = places.defining({one.code.key for one in codes}, revisions)
    ours: list[_Outcome] = []
    keywords: list[_Outcome] = []
    for one in codes:
        right = set(defined[one.code.key])
        for spelling, question in spellings(one.code).items():
            check()
            ours.append(_searched(service, one, spelling, question, right, "search"))
            keywords.append(_searched(service, one, spelling, question, right, "bm25"))
            on_question()
    refusals: list[_Outcome] = []
    near: list[_Outcome] = []
    for one in made_up(codes, places, revisions, seed=seed):
        known = places.nearest([one.code.key], revisions)
        for spelling, question in spellings(one.code).items():
            check()
            answer = service.ask(question, scope=Scope())
            refused = answer.outcome == "refused"
            refusals.append(_Outcome(one, spelling, question, refused, answer.text))
            if refused:
                named = any(_names(answer.text, code) for code in known)
                near.append(_Outcome(one, spelling, question, named, answer.text))
            on_question()
    return CodesAsked(
        codes=len(codes),
        found=_shares(ours),
        keywords_found=_shares(keywords),
        refused=_share("refused", refusals),
        named_near=_share("named near codes", near),
        missed=_missed(ours),
        not_refused=_missed(refusals),
        without_near=_missed(near),
    )


@dataclass(frozen=True, slots=True)
class _Outcome:
    """A question, whether it came out well, and what came."""

    asked: DefinedCode
    spelling: Spelling
    question: str
    good: bool
    got: str


def _searched(
    service: Asked,
    one: DefinedCode,
    spelling: Spelling,
    question: str,
    right: Collection[str],
    method: Method,
) -> _Outcome:
    hits = service.search(question, scope=Scope(), limit=1, method=method).hits
    got = f"{hits[0].manual}, {_page(hits[0])}" if hits else "nothing"
    return _Outcome(one, spelling, question, bool(hits) and hits[0].chunk in right, got)


def _page(hit: Hit) -> str:
    return f"page {hit.page_label or hit.page}" if hit.page else " > ".join(hit.section)


def _with_other_digits(code: Identifier, chance: random.Random) -> Identifier:
    printed = re.sub(r"\d", lambda _: str(chance.randrange(10)), code.code)
    match = _LETTERS_AND_NUMBER.fullmatch(code.key)
    bare = printed.isdigit() and match is not None
    key = identifier_key(f"{match[1]} {printed}" if bare and match else printed)
    return replace(code, code=printed, key=key, passage="", chunk="", row=None, defines=False)


def _keys(question: str) -> tuple[str, ...]:
    """All keys that a question may be looked up by."""
    return tuple(key for code in identifiers(question) for key in code.keys)


def _names(text: str, code: str) -> bool:
    return re.search(rf"(?<![\w./-]){re.escape(code)}(?![\w/-]|\.\d)", text) is not None


def _shares(outcomes: Sequence[_Outcome]) -> tuple[Share, ...]:
    kinds = dict.fromkeys(one.asked.code.kind for one in outcomes)
    return (
        _share("all", outcomes),
        *(_share(name, [o for o in outcomes if o.spelling == name]) for name in SPELLINGS),
        *(_share(kind, [o for o in outcomes if o.asked.code.kind == kind]) for kind in kinds),
    )


def _share(what: str, outcomes: Sequence[_Outcome]) -> Share:
    return Share(what=what, good=sum(one.good for one in outcomes), of=len(outcomes))


def _missed(outcomes: Sequence[_Outcome]) -> tuple[Missed, ...]:
    return tuple(
        Missed(
            code=one.asked.code.code,
            kind=one.asked.code.kind,
            manual=one.asked.manual,
            spelling=one.spelling,
            question=one.question,
            got=one.got,
        )
        for one in outcomes
        if not one.good
    )
