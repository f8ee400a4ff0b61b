"""The model's answer: what it is asked, and its text as checked sentences, one after another."""

import hashlib
import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from answer.asking import name_of
from answer.evidence import Evidence
from answer.language import QuestionLanguage, language_of
from answer.mistral import LanguageModel, Message, ModelFailure
from answer.passages import header_text, is_table, labelled_row, merged
from answer.sentences import sentence_spans
from answer.verify import verified
from store.values import Check, TokensUsed

# What the model writes when the passages do not answer.
NOT_IN_PASSAGES = "NOT_IN_PASSAGES"
# More passages than this make a model mix them up, and a technician wait.
MOST_PASSAGES = 5
# A passage whose score is below this share of the best one's is not offered.
_LEAST_SHARE_OF_BEST = 0.5
# In characters: what a small model's window of some 4,000 tokens holds beside its answer.
_LONGEST_PASSAGE = 3_500
_LONGEST_REQUEST = 9_000
_MOST_ROWS = 30
# After so many sentences on end that may not be shown no better one is waited for.
_MOST_REJECTED = 6
_MARKER = re.compile(r"\[\s*(\d+(?:\s*[,;]\s*\d+)*)\s*\]")
# A marker that has begun to arrive belongs to the sentence before it.
_BEGUN_MARKER = re.compile(r"\s*\[[\d\s,;]*\]?\s*$")


@dataclass(frozen=True, slots=True)
class Written:
    """One sentence of the model. `text` has its markers, `cited` the positions they stand for.

    Only a `shown` one may reach a reader; `checks` say why another may not, or what was dropped.
    """

    text: str
    cited: tuple[int, ...]
    shown: bool
    checks: tuple[Check, ...]


def offered(evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Return the passages that the model is given, best first, numbered from 1 in this order."""
    chosen: list[Evidence] = []
    length = 0
    for one in merged(evidence)[:MOST_PASSAGES]:
        length += len(_shown_text(one))
        weak = one.hit.score < _LEAST_SHARE_OF_BEST * evidence[0].hit.score
        if chosen and (weak or length > _LONGEST_REQUEST):
            break
        chosen.append(one)
    return tuple(chosen)


def conversation(
    question: str, passages: Sequence[Evidence], language: QuestionLanguage
) -> tuple[Message, ...]:
    """Return what the model is sent: rules, one worked example, then passages and question.

    The example is what makes small models put markers at all: told only in the rules, a model of
    135 million parameters never does.
    """
    example = [_prompt("example_passage_1"), _prompt("example_passage_2")]
    return (
        Message("system", _prompt("instructions").format(language=name_of(language))),
        Message("user", _request(_prompt("example_question"), [("Lathe", t) for t in example])),
        Message("assistant", _prompt("example_answer")),
        Message("user", _request(question, [(_source(one), _shown_text(one)) for one in passages])),
    )


def written(
    model: LanguageModel,
    question: str,
    passages: Sequence[Evidence],
    *,
    language: QuestionLanguage,
    patience_seconds: float,
    spent: Callable[[TokensUsed], None] | None = None,
) -> Iterator[Written]:
    """Yield the model's sentences as they are completed, each checked against what it cites.

    `spent` is told the tokens used, where the model comes to its end and its server says them.
    Raises ModelUnavailable if the model fails, or takes longer than `patience_seconds` for it all.
    """
    started = time.monotonic()
    rejected = 0
    asked = conversation(question, passages, language)
    for sentence in completed_sentences(model.stream(asked, spent=spent)):
        checked = _checked(sentence, passages, language)
        rejected = 0 if checked.shown else rejected + 1
        yield checked
        if rejected == _MOST_REJECTED:
            return
        if time.monotonic() - started > patience_seconds:
            raise ModelFailure("slow", "The language model did not finish its answer in time.")


def completed_sentences(pieces: Iterable[str]) -> Iterator[str]:
    """Yield each sentence when the next one has begun, its trailing markers included."""
    buffer = ""
    for piece in pieces:
        buffer += piece
        spans = sentence_spans(buffer)
        if len(spans) < 2 or _BEGUN_MARKER.match(buffer[spans[-1][0] :]):
            continue
        for start, end in spans[:-1]:
            yield buffer[start:end]
        buffer = buffer[spans[-1][0] :]
    for start, end in sentence_spans(buffer):
        yield buffer[start:end]


def marked(text: str, numbers: dict[int, int]) -> str:
    """Return the text with its passage numbers replaced by `numbers`; what is not in it goes."""

    def renumbered(found: re.Match[str]) -> str:
        known = dict.fromkeys(numbers[n] for n in _numbers(found[2]) if n in numbers)
        return found[1] + "".join(f"[{n}]" for n in known) if known else ""

    return re.sub(rf"(\s*){_MARKER.pattern}", renumbered, text)


def _checked(sentence: str, passages: Sequence[Evidence], language: QuestionLanguage) -> Written:
    numbers = list(dict.fromkeys(n for found in _MARKER.findall(sentence) for n in _numbers(found)))
    known = [number for number in numbers if 0 < number <= len(passages)]
    text = marked(sentence, {number: number for number in known})
    checks = [
        Check(sentence=text, supported=False, reason=f"[{number}] names no passage: dropped")
        for number in numbers
        if number not in known
    ]
    own_language = language_of(sentence, language)
    verdict = verified(sentence, [passages[number - 1] for number in known], own_language)
    checks.append(Check(sentence=text, supported=verdict.supported, reason=verdict.reason))
    return Written(
        text=text,
        cited=tuple(number - 1 for number in known),
        shown=verdict.supported,
        checks=tuple(checks),
    )


def _numbers(inside: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", inside)]


def _source(evidence: Evidence) -> str:
    return " > ".join((evidence.title, *evidence.passage.section))


def _request(question: str, passages: Sequence[tuple[str, str]]) -> str:
    fenced = [
        _prompt("passage").format(
            number=number,
            source=source,
            # No manual can hold the fence that is made from its own words, so none can leave it.
            fence=hashlib.sha256(text.encode()).hexdigest()[:8],
            text=text,
        )
        for number, (source, text) in enumerate(passages, 1)
    ]
    return _prompt("request").format(passages="\n\n".join(fenced), question=question)


def _shown_text(evidence: Evidence) -> str:
    passage = evidence.passage
    if is_table(passage):
        rows = [index for index in evidence.rows if index < len(passage.rows)]
        if len(passage.rows) <= _MOST_ROWS or not rows:
            rows = list(range(len(passage.rows)))
        lines = [labelled_row(passage, index) for index in rows[:_MOST_ROWS]]
        heading = passage.caption or header_text(passage)
        return "\n".join((heading, *lines))[:_LONGEST_PASSAGE]
    if len(passage.text) <= _LONGEST_PASSAGE:
        return passage.text
    return evidence.hit.text[:_LONGEST_PASSAGE]


@cache
def _prompt(name: str) -> str:
    return files("answer").joinpath("prompts", f"{name}.txt").read_text(encoding="utf-8").rstrip()
