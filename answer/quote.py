"""Answers word for word: which sentences, steps or rows of the passages found are the answer."""

import math
from collections.abc import Sequence

from answer.anaphora import with_antecedent
from answer.called_sections import (
    announces_list,
    introduces,
    is_named,
    is_trouble,
    lists_checks,
    names_section,
    says_all,
)
from answer.citation import Quote
from answer.conditions import is_case
from answer.counted import counted_noun, says_how_many
from answer.definitions import passage_tells
from answer.denial import forbids
from answer.evidence import Evidence
from answer.held_figures import holds_figure, holds_number, rows_with_figure
from answer.identifiers import Identifier, identifiers, mentions
from answer.lists import announced_end
from answer.measures import asks_figure, units_wanted
from answer.passages import (
    about,
    header_text,
    is_label,
    is_table,
    merged,
    quotable_spans,
    unit_spans,
    units,
)
from answer.procedures import best_steps, likeness, procedure
from answer.question import asks_how, asks_leave
from answer.section_parts import defines_code, defines_elsewhere, parts
from answer.sentence_likeness import SentenceLikeness
from answer.sentences import Span, sentence_spans
from answer.subject import subject_terms, terms_held
from answer.table_rows import mostly_opposed, rows_that_fit
from answer.unit_scores import TELLS_WHAT, UnitScores, Wanted
from answer.whole_pieces import (
    LONGEST_PIECE,
    in_context,
    introduced,
    onward,
    whole_list,
    with_list_below,
)

# Among so many passages rank may be overruled by what these add to a score that is 1 at best: that
# there are steps where the question asks how, a figure of the measure that it asks for, or what is
# forbidden where it asks for leave.
_CONTENDERS = 6
_STEPS_WEIGHT = 0.25
_TITLE_WEIGHT = 0.25
_MEASURE_WEIGHT = 0.4
# What prose writes out ("about every two days") is no reason to pass over a plan's row.
_WRITTEN_OUT = 0.4
_LEAVE_WEIGHT = 0.25
# … less, where most troubles told there are the opposite of the one that is asked about.
_OPPOSITE_WEIGHT = 0.5
_MOST_QUOTES = 3
# A further passage is quoted only if its score comes this near to the best one's …
_NEAR_BEST = 0.75
# … and one of another manual still nearer: two machines' manuals speak alike of unlike things. Of
# 53 that came before, none was right beside a right first one.
_NEAR_BEST_ELSEWHERE = 0.9
# What forbids more than this share of what is asked about forbids that.
_MOST_COVERED = 2 / 3
_MOST_SENTENCES = 3
# Each sentence more must bring this share of the question's weight, or one is enough.
_WORTH_A_SENTENCE = 0.12
# The chunk that was found outweighs the rest of its passage by this.
_FOUND_BONUS = 0.15


def quotes(
    question: str, evidence: Sequence[Evidence], alike: SentenceLikeness | None = None
) -> tuple[Quote, ...]:
    """Return the pieces that answer, best first; empty only if there is no evidence.

    A procedure comes whole where the question asks how; else the one best piece of a passage, and
    of further passages only what is nearly as good and adds words of the question. Where a code
    asked for heads rows of several tables or sections, they all come: one number may be two
    messages, and a list may name what a section tells; of a section the parts come. `alike` tells
    how alike sentences are to the question.
    """
    found = merged(evidence)
    if not found:
        return ()
    candidates = [one for one in found if not is_label(one.passage)] or found
    wanted = Wanted(question, asks_figure(question), units_wanted(question), alike)
    lead = _lead(wanted, candidates)
    told = parts(question, lead, candidates)
    whole = len(told) > 1 or defines_code(question, lead)
    chosen = [_self_contained(wanted, _piece(question, wanted, part, whole=whole)) for part in told]
    covered = frozenset[int]().union(*(_covered(question, piece) for piece in chosen))
    answers = asks_how(question) and best_steps(lead, wanted) is not None
    if answers or (asks_leave(question) and _forbids(question, lead)):
        # Others would bring warnings of other work before the one that counts.
        return tuple(chosen)
    codes = [code for code in identifiers(question) if _holds(lead, code)]
    for other in candidates:
        abroad = other.hit.manual != lead.hit.manual
        near = _NEAR_BEST_ELSEWHERE if abroad else _NEAR_BEST
        if other in told or other.hit.score < near * lead.hit.score:
            continue
        if abroad and codes and not any(_holds(other, code) for code in codes):
            continue
        if len(chosen) >= _MOST_QUOTES or not _akin(question, lead, other):
            continue
        defines = defines_elsewhere(question, lead, other)
        piece = _self_contained(wanted, _piece(question, wanted, other, whole=defines))
        adds = _covered(question, piece) - covered
        tells = adds or defines or _heads_row(question, piece)
        if tells and piece.text not in {quote.text for quote in chosen}:
            chosen.append(piece)
            covered |= adds
    return tuple(chosen)


def best_piece(text: str, evidence: Evidence) -> Quote:
    """Return the piece of one passage that a written sentence rests on most likely."""
    return _piece("", Wanted(text), evidence)


def _lead(wanted: Wanted, candidates: Sequence[Evidence]) -> Evidence:
    """The passage to begin with: rank counts, and words held, and having what is asked for.

    Retrieval ranks chunks by likeness; a title page is like a question for its machine, but holds
    no figure and no steps.
    """
    question, codes = wanted.text, identifiers(wanted.text)
    held = [sum(_holds(one, code) for code in codes) for one in candidates]
    pool = [one for one, count in zip(candidates, held, strict=True) if count == max(held)]
    best = max(one.hit.score for one in pool) or 1.0

    def fitness(one: Evidence) -> float:
        against = _OPPOSITE_WEIGHT if mostly_opposed(question, one) else 0.0
        return one.hit.score / best + _fit(wanted, one) - against

    told = [one for one in pool[_CONTENDERS:] if passage_tells(question, one)]
    return max((*pool[:_CONTENDERS], *told), key=fitness)


def _fit(wanted: Wanted, evidence: Evidence) -> float:
    question = wanted.text
    if asks_how(question):
        steps = procedure(question, evidence)
        asked = subject_terms(question, evidence.hit.language)
        # Steps that are about something else are no better than a sentence.
        held = (
            len(_covered(question, steps)) / len(asked) if steps and asked else float(bool(steps))
        )
        if steps and not held:
            title = "".join(evidence.passage.section[-1:])
            (held,) = likeness(wanted, [f"{title}\n{steps.text}"], evidence) or [0.0]
        return _STEPS_WEIGHT * held + _TITLE_WEIGHT * says_all(asked, evidence)
    fits = _figure_near(question, evidence) if units_wanted(question) else 0.0
    if noun := counted_noun(question):
        piece = _piece(question, Wanted(question), evidence)
        fits = float(says_how_many(piece.text, noun, evidence.hit.language, row=bool(piece.rows)))
    leave = asks_leave(question) and _forbids(question, evidence)
    told = TELLS_WHAT * passage_tells(question, evidence)
    return _MEASURE_WEIGHT * fits + _LEAVE_WEIGHT * leave + told


def _holds(evidence: Evidence, code: Identifier) -> bool:
    # A model's values may stand in a column that bears its name, and a machine's whole manual is
    # about it.
    passage = evidence.passage
    texts = (*units(passage), *passage.section, header_text(passage), *evidence.hit.machines)
    return any(mentions(text, code) for text in texts)


def _figure_near(question: str, evidence: Evidence) -> float:
    """How much of a figure that is asked for the piece to be quoted has, 0 to 1."""
    asked = Wanted(question, figure=True, units=units_wanted(question))
    piece = _piece(question, asked, evidence)
    if piece.rows:
        return float(not rows_with_figure(evidence, asked.units).isdisjoint(piece.rows))
    if holds_number(piece.text, evidence, asked.units):
        return 1.0
    return _WRITTEN_OUT if holds_figure(piece.text, evidence, asked.units) else 0.0


def _forbids(question: str, evidence: Evidence) -> bool:
    """Whether a sentence that would be quoted forbids most of what the question names.

    Where it asks how long or how much, what forbids more than a figure limits it.
    """
    units, language = units_wanted(question), evidence.hit.language
    text = _piece(question, Wanted(question, asks_figure(question), units), evidence).text
    asked = subject_terms(question, language)
    for start, end in sentence_spans(text):
        said = text[start:end]
        if not forbids(said):
            continue
        if units and holds_figure(said, evidence, units):
            return True
        if not units and len(asked & terms_held(said, language)) > _MOST_COVERED * len(asked):
            return True
    return False


def _akin(question: str, lead: Evidence, other: Evidence) -> bool:
    """Whether a further passage may speak of a machine that is asked for.

    Where none is named, another one's manual may be the one that is meant.
    """
    machines, others = set(lead.hit.machines), set(other.hit.machines)
    asked = {machine for machine in machines | others if machine.casefold() in question.casefold()}
    return not asked or not others or bool(asked & others)


def _heads_row(question: str, quote: Quote) -> bool:
    """Whether a row quoted begins with a code asked for, and so defines it."""
    rows, codes = quote.evidence.passage.rows, identifiers(question)
    return any(mentions(rows[index][0], code) for index in quote.rows for code in codes)


def _covered(question: str, quote: Quote) -> frozenset[int]:
    language = quote.evidence.hit.language
    return subject_terms(question, language) & terms_held(
        f"{about(quote.evidence)}\n{quote.text}", language
    )


def _piece(question: str, wanted: Wanted, evidence: Evidence, *, whole: bool = False) -> Quote:
    """The best piece of a passage; with `whole`, of a short one all of it."""
    passage = evidence.passage
    if is_table(passage):
        return rows_that_fit(wanted, evidence)
    spans = quotable_spans(passage)
    if not spans:
        return Quote(evidence, 0, len(passage.text))
    if passage.kind == "code":
        return Quote(evidence, spans[0][0], spans[-1][1])
    if question and (asks_how(question) or names_section(question, evidence)):
        steps = best_steps(evidence, wanted)
        if steps is not None:
            return Quote(evidence, *steps)
    best = _window(wanted, evidence, spans)
    if not question:
        return best
    if whole or asks_how(question):
        return onward(best, spans)
    if introduces(question, evidence):
        return Quote(evidence, *spans[0])
    if announces_list(question, evidence):
        return whole_list(Quote(evidence, *spans[0]), spans)
    last = [passage.text[start:end] for start, end in spans if end == best.end]
    if is_trouble(question, evidence) or any(map(is_case, last)):
        best = onward(best, spans)
    elif is_named(question, evidence) or lists_checks(question, evidence):
        best = whole_list(best, spans)
    best = with_list_below(best, unit_spans(passage))
    end = announced_end(passage.text, (best.start, best.end), spans, LONGEST_PIECE)
    return Quote(evidence, best.start, end)


def _self_contained(wanted: Wanted, piece: Quote) -> Quote:
    """The piece with the sentences around it, unless it has the figure that is asked for; an item
    of a list comes with what announces that.

    What to do stands behind what is wrong, the exception behind the rule.
    """
    evidence = piece.evidence
    if is_table(evidence.passage):
        return piece
    spans = quotable_spans(evidence.passage)
    figure = wanted.figure and holds_figure(piece.text, evidence, wanted.units)
    if not asks_how(wanted.text):
        piece = with_antecedent(piece, spans)
        piece = piece if figure else in_context(wanted.text, piece, spans)
    return introduced(piece, spans, whole=asks_how(wanted.text))


def _window(wanted: Wanted, evidence: Evidence, spans: Sequence[Span]) -> Quote:
    """The run of up to three sentences that holds most of what is wanted; shorter is better."""
    text = evidence.passage.text
    pieces = [text[start:end] for start, end in spans]
    scores = UnitScores(wanted, evidence, tuple(pieces))
    # What the found chunk holds goes before the rest of its passage.
    found = " ".join(evidence.hit.text.split())
    inside = [" ".join(piece.split()) in found for piece in pieces]
    best, best_score = (0, 1), -math.inf
    for first in range(len(spans)):
        for length in range(1, min(_MOST_SENTENCES, len(spans) - first) + 1):
            score = scores.of(range(first, first + length))
            score += _FOUND_BONUS if all(inside[first : first + length]) else 0.0
            score -= _WORTH_A_SENTENCE * (length - 1)
            if score > best_score + 1e-9:
                best, best_score = (first, first + length), score
    return Quote(evidence, spans[best[0]][0], spans[best[1] - 1][1])
