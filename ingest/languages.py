"""A document in several languages: which of them each of its chunks is in."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from store.contents import Chunk
from store.language import language_scores

# A language counts from so large a share of all words, and so many of them: a declaration of
# conformity in all languages of the market makes no manual of each.
_LEAST_SHARE, _LEAST_WORDS = 0.03, 60
# A chunk is clearly in the language that so much tells, and that no other tells half as much.
_CLEAR = 2.0
# What it costs to change the language from one chunk to the next, in frequent words: a figure's
# name or a table is in the language of what stands around it.
_CHANGE = 4.0


def languages_of(chunks: Sequence[Chunk], told: str | None) -> tuple[str, tuple[str, ...]]:
    """Return the language of a document, and that of each of its chunks (ISO 639-1).

    The document's is the one that was told, else the one most of it is in. In a document that holds
    others beside it, those of the chunks are the likeliest way through them in their order on the
    pages (Viterbi, "Error bounds for convolutional codes", 1967), by the frequent words of each
    language and what a change costs. Where hardly anything is in the language that was told, or
    nothing tells that language, all of it is taken for that: its owner says so.
    """
    scores = [language_scores(chunk.text, once=True) for chunk in chunks]
    clear = _clear(chunks, scores)
    main = told or max(clear, key=lambda code: clear[code], default="") or _of_all(scores)
    base = main.split("-")[0].lower()
    least = max(_LEAST_WORDS, _LEAST_SHARE * sum(clear.values()))
    spoken = sorted(code for code, words in clear.items() if words >= least)
    if base not in spoken or len(spoken) == 1:
        return main, (main,) * len(chunks)
    order = sorted(range(len(chunks)), key=lambda number: _position(chunks[number]))
    way = _likeliest([scores[number] for number in order], spoken)
    found = dict(zip(order, (main if code == base else code for code in way), strict=True))
    return main, tuple(found[number] for number in range(len(chunks)))


def _clear(chunks: Sequence[Chunk], scores: Sequence[Mapping[str, float]]) -> dict[str, int]:
    """How many words stand in chunks that are clearly in a language, by language."""
    words: defaultdict[str, int] = defaultdict(int)
    for chunk, score in zip(chunks, scores, strict=True):
        ranked = sorted(score, key=lambda code: -score[code])[:2]
        if not ranked or score[ranked[0]] < _CLEAR:
            continue
        if len(ranked) == 1 or score[ranked[0]] >= 2 * score[ranked[1]]:
            words[ranked[0]] += len(chunk.text.split())
    return words


def _of_all(scores: Sequence[Mapping[str, float]]) -> str:
    """The language that most tells of all chunks together; English where nothing does."""
    total: defaultdict[str, float] = defaultdict(float, {"en": 0.0})
    for score in scores:
        for code, told in score.items():
            total[code] += told
    return max(total, key=lambda code: total[code])


def _position(chunk: Chunk) -> tuple[int, int]:
    # Pages of contents come behind all others, wherever they stand.
    return chunk.places[0].page if chunk.places else 0, chunk.order


def _likeliest(scores: Sequence[Mapping[str, float]], languages: Sequence[str]) -> list[str]:
    best = dict.fromkeys(languages, 0.0)
    before: list[dict[str, str]] = []
    for score in scores:
        leader = max(languages, key=lambda code: best[code])
        came = {code: code if best[code] > best[leader] - _CHANGE else leader for code in languages}
        before.append(came)
        best = {
            code: max(best[code], best[leader] - _CHANGE) + score.get(code, 0.0)
            for code in languages
        }
    way = [max(languages, key=lambda code: best[code])]
    for came in reversed(before[1:]):
        way.append(came[way[-1]])
    return way[::-1]
