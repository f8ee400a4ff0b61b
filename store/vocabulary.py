"""The words of what is in force: which there are, and how many chunks hold each.

Counted when a revision is published, and kept beside it; what was published before is counted from
the index when it is first asked for.
"""

import functools
import json
import logging
import math
import re
import threading
import unicodedata
import zlib
from bisect import bisect_left
from collections import Counter, OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from store import keywords
from store.contents import CONTENTS, indexed_text
from store.database import in_words
from store.errors import StoreUnavailable
from store.index import ChunkIndex, SparseVector
from store.manual_values import StoredRevision, is_of
from store.tables import RevisionRow, VocabularyRow

logger = logging.getLogger(__name__)

_WORD = re.compile(r"[^\W\d_]{2,}")
# Sets of revisions whose words are kept in memory: of a machine that is asked about, and of all,
# those in each language and all together.
_KEPT = 64

_Key = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class WordCounts:
    """How many of so many chunks hold each word, and each stemmed term (see `keywords.terms`)."""

    chunks: int
    words: Mapping[str, int]
    terms: Mapping[int, int]

    def to_bytes(self) -> bytes:
        """Return them packed: some 100 KB for a manual of a thousand pages."""
        body = [
            self.chunks,
            " ".join(self.words),
            list(self.words.values()),
            list(self.terms),
            list(self.terms.values()),
        ]
        return zlib.compress(json.dumps(body, separators=(",", ":")).encode())

    @classmethod
    def from_bytes(cls, packed: bytes) -> "WordCounts":
        """Return what `to_bytes` packed."""
        chunks, words, word_counts, terms, term_counts = json.loads(zlib.decompress(packed))
        return cls(
            chunks,
            dict(zip(words.split(), word_counts, strict=True)),
            dict(zip(terms, term_counts, strict=True)),
        )


def words_in(text: str) -> list[str]:
    """Return the words of a text in order, in lower case: letters only, two at least."""
    return _WORD.findall(unicodedata.normalize("NFKC", text).lower())


class WordCounter:
    """Counts the words of a revision's chunks, one after the other."""

    def __init__(self) -> None:
        self._chunks = 0
        self._words: Counter[str] = Counter()
        self._terms: Counter[int] = Counter()

    def add(self, text: str, terms: Iterable[int]) -> None:
        """Count one more chunk by its indexed text and the stemmed terms of that, each once."""
        self._chunks += 1
        self._words.update(set(words_in(text)))
        self._terms.update(terms)

    @property
    def counts(self) -> WordCounts:
        """Return what was counted."""
        return WordCounts(self._chunks, self._words, self._terms)


class Vocabulary:
    """The words of some revisions together. What it is asked takes microseconds."""

    chunks: int
    """How many chunks there are in all."""

    def __init__(
        self, counts: Iterable[WordCounts] = (), *, more: "Vocabulary | None" = None
    ) -> None:
        """Merge counts, and those of another vocabulary with `more`."""
        chunks = 0
        words: Counter[str] = Counter()
        terms: Counter[int] = Counter()
        if more is not None:
            chunks = more.chunks
            words.update(more._words)
            terms.update(more._terms)
        for one in counts:
            chunks += one.chunks
            words.update(one.words)
            terms.update(one.terms)
        self.chunks = chunks
        self._words: Mapping[str, int] = words
        self._terms: Mapping[int, int] = terms

    def knows(self, word: str) -> bool:
        """Return whether a word stands in any chunk, in this very form but for its case."""
        return self.frequency(word) > 0

    def frequency(self, word: str) -> int:
        """Return how many chunks hold a word."""
        return self._words.get(unicodedata.normalize("NFKC", word).lower(), 0)

    def document_frequency(self, term: int) -> int:
        """Return how many chunks hold a stemmed term, given as `keywords.terms` gives it.

        Terms are of a language: ask the vocabulary of revisions in that language.
        """
        return self._terms.get(term, 0)

    def rarity(self, term: int) -> float:
        """Return a stemmed term's inverse document frequency, above 0.

        It is BM25's weight of a term (Robertson and Zaragoza, "The Probabilistic Relevance
        Framework", 2009), kept above 0 as Lucene does.
        """
        held = self.document_frequency(term)
        return math.log(1 + (self.chunks - held + 0.5) / (held + 0.5))

    def weighed(self, question: SparseVector) -> SparseVector:
        """Return a question's terms, each by how rare it is in these chunks, as BM25 weighs them.

        In the manual of one machine the machine's own name says nothing, though it is rare in the
        house; and neither archived revisions nor tables of contents count.
        """
        pairs = zip(question.indices, question.values, strict=True)
        return SparseVector(
            question.indices, tuple(value * self.rarity(term) for term, value in pairs)
        )

    def held(self, question: SparseVector) -> SparseVector:
        """Return those of a question's terms that any chunk holds: the rest find nothing.

        In another language these are most, and the index would walk through all that have them.
        """
        pairs = [
            (term, value)
            for term, value in zip(question.indices, question.values, strict=True)
            if self.document_frequency(term)
        ]
        return SparseVector(tuple(term for term, _ in pairs), tuple(value for _, value in pairs))

    def most_frequent(self, number: int) -> list[str]:
        """Return so many words, those in most chunks first."""
        return sorted(self._words, key=lambda word: (-self._words[word], word))[:number]

    def of_length(self, length: int) -> Sequence[str]:
        """Return the words of so many letters."""
        return self._by_length.get(length, ())

    def starting_with(self, part: str) -> Sequence[str]:
        """Return the words that start with a part, in alphabetical order."""
        return _starting_with(self._forwards, part)

    def ending_with(self, part: str) -> Sequence[str]:
        """Return the words that end in a part."""
        return [word[::-1] for word in _starting_with(self._backwards, part[::-1])]

    @functools.cached_property
    def _by_length(self) -> Mapping[int, Sequence[str]]:
        lengths: dict[int, list[str]] = {}
        for word in self._words:
            lengths.setdefault(len(word), []).append(word)
        return lengths

    @functools.cached_property
    def _forwards(self) -> list[str]:
        return sorted(self._words)

    @functools.cached_property
    def _backwards(self) -> list[str]:
        return sorted(word[::-1] for word in self._words)


def _starting_with(ordered: list[str], part: str) -> Sequence[str]:
    return ordered[bisect_left(ordered, part) : bisect_left(ordered, f"{part}\U0010ffff")]


class Vocabularies:
    """The words of revisions, from the catalog. Safe to use from several threads."""

    def __init__(self, engine: Engine, index: ChunkIndex) -> None:
        """`index` is asked for the chunks of revisions whose words were never counted."""
        self._engine = engine
        self._index = index
        self._lock = threading.Lock()
        self._merged: OrderedDict[_Key, Vocabulary] = OrderedDict()

    def frequencies(self, revisions: Sequence[StoredRevision]) -> Vocabulary:
        """Return the words of these revisions together.

        The first time for a set of revisions takes up to a second at 100,000 chunks, and so it does
        once one of them was cut anew. Raises StoreUnavailable where catalog or index cannot be
        read.
        """
        if not revisions:
            return Vocabulary()
        by_id = {revision.edition: revision for revision in revisions}
        key = frozenset((revision.edition, revision.chunk_digest) for revision in revisions)
        # Held while it merges: who asks the same at the same time would only do the work twice.
        with self._lock:
            vocabulary = self._merged.get(key)
            if vocabulary is None:
                nearest = max((kept for kept in self._merged if kept < key), key=len, default=None)
                missing = key - (nearest or frozenset())
                vocabulary = Vocabulary(
                    self._counts(dict(missing), by_id),
                    more=self._merged[nearest] if nearest is not None else None,
                )
                self._merged[key] = vocabulary
                while len(self._merged) > _KEPT:
                    self._merged.popitem(last=False)
            self._merged.move_to_end(key)
        return vocabulary

    def _counts(
        self, digests: Mapping[str, str], revisions: Mapping[str, StoredRevision]
    ) -> Iterable[WordCounts]:
        with in_words("read"), Session(self._engine) as session:
            query = select(VocabularyRow).where(VocabularyRow.revision.in_(digests))
            packed = {
                row.revision: row.body
                for row in session.scalars(query)
                if row.chunk_digest == digests[row.revision]
            }
        for revision, digest in digests.items():
            if revision in packed:
                yield WordCounts.from_bytes(packed[revision])
            else:
                yield self._made_good(revisions[revision], digest)

    def _made_good(self, revision: StoredRevision, digest: str) -> WordCounts:
        """Count from the index, and keep it."""
        counter = WordCounter()
        for _, payload in self._index.chunks(revision.id):
            if payload["kind"] == CONTENTS or not is_of(revision, payload):
                continue
            text = indexed_text(str(payload["path"]), str(payload["text"]))
            counter.add(text, keywords.terms(text, revision.language))
        counts = counter.counts
        row = VocabularyRow(revision=revision.edition, chunk_digest=digest, body=counts.to_bytes())
        try:
            with in_words("written"), Session(self._engine) as session, session.begin():
                now = session.get(RevisionRow, revision.id)
                if now is not None and now.chunk_digest == digest:
                    session.merge(row)
        except StoreUnavailable as error:
            # It is counted again next time: no reason to leave a question unanswered.
            logger.warning("words not kept", extra={"revision": revision.id, "reason": str(error)})
        return counts
