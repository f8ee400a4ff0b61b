"""The one way from what was found to an answer: refuse, or let the model write, or quote."""

import datetime
import time
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from answer.bulletins import whole_or_best
from answer.citation import Quote, notices_shown
from answer.compose import NOT_IN_PASSAGES, Written, marked, offered, written
from answer.evidence import Evidence
from answer.language import QuestionLanguage, language_of
from answer.mistral import LanguageModel
from answer.procedures import procedure
from answer.question import asks_how, searched_part
from answer.quote import best_piece, quotes
from answer.refusal import NearCodes, Refusal, refusal, refusal_text
from answer.senses import Senses
from answer.sentence_likeness import SentenceLikeness
from answer.sentences import is_list_item
from answer.signals import Frequencies
from answer.verify import left_out, plain_sentence
from answer.wording import bulletin_line, fallback_line
from store.errors import ModelUnavailable
from store.settings import Settings
from store.values import (
    Answer,
    AnswerEvent,
    Check,
    Citation,
    Hit,
    NoticeShown,
    Outcome,
    Scope,
    Searched,
    TokensUsed,
    Value,
)

# A whole answer may take this many times as long as the wait for one piece of it.
_PATIENCE = 4


def respond(
    question: str,
    *,
    words: str = "",
    understood: str | None = None,
    scope: Scope,
    evidence: Sequence[Evidence],
    searched: Searched,
    nearest: tuple[Hit, ...],
    hint: str | None = None,
    near_codes: NearCodes | None = None,
    frequencies: Frequencies | None = None,
    senses: Senses | None = None,
    alike: SentenceLikeness | None = None,
    model: LanguageModel | None,
    settings: Settings,
    timings_ms: dict[str, float],
) -> Iterator[AnswerEvent]:
    """Yield the answer to a checked question as it comes about; the last event is `done`.

    `words` are what was looked for, without what says the scope: a machine's name stands on every
    page of its manuals and tells none from another. `understood` is what is answered where that is
    not what was typed. `evidence` is best first.
    `hint` is the language where neither the question's words tell it nor the scope.
    `near_codes` are known ones that an unknown code may stand for, `frequencies` the words of
    what was searched, `senses` what words mean, `alike` how alike sentences are to a question.
    Notices come before the sentence that needs them, a `citation` again under its marker when its
    quote has grown. Only `done` is final: where the model breaks off or bends a procedure, its
    answer is the quoted one, and replaces what was shown before.
    Nothing is raised for what the model does: `fallback` says it instead.
    """
    started = time.perf_counter()
    language = language_of(question, scope.language or hint)
    asked = searched_part(words or understood or question)
    draft = _Draft()
    refused = refusal(
        asked,
        evidence,
        language,
        near_codes=near_codes,
        frequencies=frequencies,
        senses=senses,
        settings=settings,
    )
    if refused is None and model is not None:
        yield from _write(model, asked, offered(evidence), draft, language, settings)
        refused = Refusal() if draft.declined else None
    if refused is not None:
        draft.outcome, draft.text = "refused", refusal_text(refused, searched, language, near_codes)
        draft.quotes, draft.notices = [], ()
    elif draft.outcome != "answered":
        yield from _quote(asked, evidence, draft, alike)
    if draft.outcome != "refused":
        yield from _amend(asked, draft, language)
    answer = Answer(
        id=str(uuid.uuid4()),
        given_at=datetime.datetime.now(datetime.UTC),
        question=question,
        understood=understood,
        scope=scope,
        outcome=draft.outcome,
        text=draft.text,
        citations=draft.citations,
        notices=draft.notices,
        checks=tuple(draft.checks),
        searched=searched,
        nearest=nearest,
        fallback=draft.fallback,
        model=model.name if model is not None and draft.asked_model else None,
        tokens=draft.tokens,
        timings_ms={**timings_ms, "answer": (time.perf_counter() - started) * 1000},
    )
    yield event("done", answer)


@dataclass(slots=True)
class _Draft:
    """An answer in the making; `quotes[n - 1]` is the source with marker n."""

    outcome: Outcome = "quoted"
    text: str = ""
    quotes: list[Quote] = field(default_factory=list)
    # What is said before a quote, by its marker.
    lines: dict[int, str] = field(default_factory=dict)
    notices: tuple[NoticeShown, ...] = ()
    checks: list[Check] = field(default_factory=list)
    fallback: str | None = None
    asked_model: bool = False
    declined: bool = False
    tokens: TokensUsed | None = None

    @property
    def citations(self) -> tuple[Citation, ...]:
        return tuple(self.citation(marker) for marker in range(1, len(self.quotes) + 1))

    def citation(self, marker: int) -> Citation:
        """Return one source, with what is said before it."""
        cited = self.quotes[marker - 1].citation(marker)
        return cited.model_copy(update={"introduction": self.lines.get(marker, "")})

    def spend(self, tokens: TokensUsed) -> None:
        """Keep what the model took."""
        self.tokens = tokens

    def note(self) -> tuple[NoticeShown, ...]:
        """Take in the notices of all sources, and return those that are new."""
        before = {notice.text for notice in self.notices}
        self.notices = notices_shown(enumerate(self.quotes, 1))
        return tuple(notice for notice in self.notices if notice.text not in before)


def _write(
    model: LanguageModel,
    question: str,
    passages: Sequence[Evidence],
    draft: _Draft,
    language: QuestionLanguage,
    settings: Settings,
) -> Iterator[AnswerEvent]:
    """Let the model write; the draft is `answered` after it, `declined`, or has a `fallback`."""
    draft.asked_model = True
    shown: list[str] = []
    markers: dict[int, int] = {}
    patience = settings.model_timeout_seconds * _PATIENCE
    try:
        for sentence in written(
            model,
            question,
            passages,
            language=language,
            patience_seconds=patience,
            spent=draft.spend,
        ):
            if NOT_IN_PASSAGES in sentence.text:
                # After sentences that are borne out it is a slip; alone it is the answer.
                draft.declined = not shown
                continue
            draft.checks.extend(sentence.checks)
            if sentence.shown:
                changed = _cite(sentence, passages, draft, markers)
                for notice in draft.note():
                    yield event("notice", notice)
                text = marked(sentence.text, {n + 1: marker for n, marker in markers.items()})
                shown.append(text)
                cited = [markers[number] for number in sentence.cited]
                yield AnswerEvent(event="sentence", data={"text": text, "markers": cited})
                for marker in changed:
                    yield event("citation", draft.quotes[marker - 1].citation(marker))
    except ModelUnavailable as error:
        draft.fallback = fallback_line(error, language)
        draft.declined = False
        return
    if shown:
        draft.declined = False
        if _bends_procedure(question, passages, shown, draft, language):
            draft.fallback = fallback_line("incomplete", language)
            return
        draft.outcome, draft.text = "answered", _joined(shown)
    elif not draft.declined:
        draft.fallback = fallback_line("unsupported", language)


def _cite(
    sentence: Written, passages: Sequence[Evidence], draft: _Draft, markers: dict[int, int]
) -> list[int]:
    """Give the sentence's passages their markers, and return those that are new or have grown."""
    changed = []
    for number in sentence.cited:
        piece = best_piece(plain_sentence(sentence.text), passages[number])
        if number not in markers:
            draft.quotes.append(piece)
            markers[number] = len(draft.quotes)
            changed.append(markers[number])
            continue
        known = draft.quotes[markers[number] - 1]
        grown = known.union(piece)
        if grown != known:
            draft.quotes[markers[number] - 1] = grown
            changed.append(markers[number])
    return changed


def _bends_procedure(
    question: str,
    passages: Sequence[Evidence],
    shown: Sequence[str],
    draft: _Draft,
    language: QuestionLanguage,
) -> bool:
    """Whether a procedure was asked for and not all of it came: a step left out is a danger."""
    if not asks_how(question):
        return False
    cited = [one for one in passages if any(quote.evidence is one for quote in draft.quotes)]
    steps = [procedure(question, one) for one in cited]
    if not any(steps):
        return False
    if not all(check.supported for check in draft.checks if "[" in check.sentence):
        return True
    return any(quote is not None and left_out(quote, shown, language) for quote in steps[:1])


def _quote(
    question: str, evidence: Sequence[Evidence], draft: _Draft, alike: SentenceLikeness | None
) -> Iterator[AnswerEvent]:
    """Answer word for word."""
    draft.outcome = "quoted"
    draft.quotes, draft.notices = list(quotes(question, evidence, alike)), ()
    for notice in draft.note():
        yield event("notice", notice)
    shown = []
    for marker, quote in enumerate(draft.quotes, 1):
        shown.append(f"{quote.readable} [{marker}]")
        yield AnswerEvent(event="sentence", data={"text": shown[-1], "markers": [marker]})
        yield event("citation", quote.citation(marker))
    draft.text = "\n\n".join(shown)


def _amend(question: str, draft: _Draft, language: QuestionLanguage) -> Iterator[AnswerEvent]:
    """Put the service bulletins beside the sections that they amend."""
    cited = {quote.evidence.hit.manual for quote in draft.quotes}
    for quote in tuple(draft.quotes):
        for bulletin in quote.evidence.bulletins:
            if bulletin[0].hit.manual in cited:
                continue
            cited.add(bulletin[0].hit.manual)
            line = bulletin_line(bulletin[0], language)
            for piece in whole_or_best(question, bulletin):
                draft.quotes.append(piece)
                marker = len(draft.quotes)
                draft.lines[marker] = line
                for notice in draft.note():
                    yield event("notice", notice)
                text = f"{line} {piece.readable} [{marker}]".lstrip()
                draft.text = f"{draft.text}\n\n{text}"
                yield AnswerEvent(event="sentence", data={"text": text, "markers": [marker]})
                yield event("citation", draft.citation(marker))
                line = ""


def _joined(shown: Sequence[str]) -> str:
    """Return sentences as one text: steps and bullets each on a line of their own."""
    text = ""
    for sentence in shown:
        separator = "" if not text else "\n" if is_list_item(sentence) else " "
        text += separator + sentence
    return text


def event(name: str, value: Value) -> AnswerEvent:
    """Return one step of an answer as it is sent."""
    return AnswerEvent.model_validate({"event": name, "data": value.model_dump(mode="json")})
