"""Manuals of any number of chunks, made without reading or encoding as many.

Words come as often as in the sample manuals, each manual with words of its own beside them; the
vectors lie around those of real chunks. So posting lists, vocabularies, catalog and payloads are
as large as those of real manuals. What is found says nothing about quality.
"""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ingest.formats.document import PageRead
from ingest.identifiers import identifiers
from ingest.passages import Identity
from ingest.reading import Reading
from store.contents import Chunk, Notice, Passage
from store.embedded import Vectors
from store.encoders import DenseEncoder
from store.values import Place

_CHUNK_WORDS = (60, 170)
_CHUNKS_A_PASSAGE = 2
_PASSAGES_A_SECTION = 4
_CHUNKS_A_PAGE = 3
_OWN_WORDS = 150
# One passage in so many is a table of codes, one section in so many has a warning.
_TABLE_EVERY, _NOTICE_EVERY = 10, 3
_ROWS = 12
_PARTS = 400


@dataclass(frozen=True, slots=True)
class SampleWords:
    """The words of some texts in one language, and how often each comes."""

    language: str
    words: tuple[str, ...]
    shares: npt.NDArray[np.float64]

    @classmethod
    def of(cls, texts: Sequence[str], language: str) -> "SampleWords":
        """Count the words of texts; punctuation stays with its word, as sentences need it."""
        counts = Counter(word for text in texts for word in text.split() if len(word) < 30)
        numbers = np.array(list(counts.values()), dtype=np.float64)
        return cls(language, tuple(counts), numbers / numbers.sum())


class MadeEncoder:
    """Gives a text a vector between two of a real encoder's and off both: its own, always."""

    def __init__(self, real: DenseEncoder, rows: Vectors) -> None:
        """`rows` are vectors that the real encoder gave."""
        self.fingerprint, self.dimension = f"made/{real.fingerprint}", real.dimension
        self._rows = rows / np.linalg.norm(rows, axis=1, keepdims=True)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector a text, as rows in the order given."""
        return np.array([self._of(text) for text in texts], dtype=np.float32)

    def _of(self, text: str) -> Vectors:
        digest = hashlib.blake2b(text.encode(), digest_size=8).digest()
        chance = np.random.default_rng(int.from_bytes(digest))
        near, far = self._rows[chance.integers(len(self._rows), size=2)]
        off = chance.normal(size=self.dimension) / self.dimension**0.5
        mixed = 0.7 * near + 0.4 * far + 0.5 * off
        return np.asarray(mixed / np.linalg.norm(mixed), dtype=np.float32)


def made_vectors(reading: Reading, encoder: MadeEncoder) -> Mapping[str, Vectors]:
    """Return the vector of each chunk of a reading, by its indexed text."""
    texts = [chunk.indexed_text for chunk in reading.chunks]
    return dict(zip(texts, encoder.encode(texts), strict=True))


class MadeManual:
    """One manual of so many chunks, the same for the same seed."""

    def __init__(self, name: str, words: SampleWords, *, seed: int) -> None:
        self._name = name
        self._words = words
        self._chance = np.random.default_rng(seed)
        # Each manual prefers some words, and has a few hundred of its own: names of its parts.
        preferred = words.shares * self._chance.gamma(2.0, size=len(words.words))
        own = 1.0 / np.arange(1, _OWN_WORDS + 1)
        self._vocabulary = (*words.words, *self._own_words())
        shares = np.concatenate([preferred / preferred.sum(), 0.08 * own / own.sum()])
        self._shares = shares / shares.sum()

    def reading(self, chunks: int, identity: Identity) -> Reading:
        """Return what reading the manual would give."""
        passages: list[Passage] = []
        made: list[Chunk] = []
        notices: list[Notice] = []
        section: tuple[str, ...] = ()
        while len(made) < chunks:
            order = len(passages)
            if order % _PASSAGES_A_SECTION == 0:
                section = self._section(order)
                if order % (_PASSAGES_A_SECTION * _NOTICE_EVERY) == 0:
                    text = self._text(25)
                    places = (_place(len(made)),)
                    notices.append(Notice("warning", text, section, order, places))
            passage = Passage(
                id=identity.of(f"p{order}"),
                order=order,
                kind="table" if order % _TABLE_EVERY == 0 else "text",
                section=section,
                text="",
                places=(_place(len(made)),),
            )
            rows = self._rows(order) if passage.kind == "table" else ()
            count = 1 if rows else min(_CHUNKS_A_PASSAGE, chunks - len(made))
            texts = (
                ["\n".join(" | ".join(row) for row in rows)]
                if rows
                else [self._text(int(self._chance.integers(*_CHUNK_WORDS))) for _ in range(count)]
            )
            passages.append(_whole(passage, texts, rows))
            made.extend(
                Chunk(
                    id=identity.of(f"p{order}.{part}"),
                    passage=passage.id,
                    order=len(made) + part,
                    kind=passage.kind,
                    section=section,
                    path=" > ".join(section),
                    text=text,
                    places=(_place(len(made) + part),),
                    rows=tuple(range(len(rows))),
                )
                for part, text in enumerate(texts)
            )
        pages = len(made) // _CHUNKS_A_PAGE + 1
        return Reading(
            pages=tuple(PageRead(number, str(number), "text") for number in range(1, pages + 1)),
            passages=tuple(passages),
            notices=tuple(notices),
            chunks=tuple(made),
            languages=(self._words.language,),
            title=f"{self._name} manual",
            remarks=(),
            identifiers=tuple(identifiers(passages, made)),
        )

    def question(self) -> str:
        """Return some words of the manual, as many as a technician types."""
        return f"{self._text(int(self._chance.integers(5, 12))).rstrip('.')}?"

    def code_question(self, chunks: int) -> str:
        """Return a question for one of the codes that a manual of so many chunks lists."""
        passages = max(1, chunks // _CHUNKS_A_PASSAGE)
        order = int(self._chance.integers(passages // _TABLE_EVERY + 1)) * _TABLE_EVERY
        return f"What does alarm AL-{_first_code(order)} mean?"

    def _own_words(self) -> list[str]:
        """Names put together of two halves of words."""
        letters = [word.lower() for word in self._words.words if word.isalpha() and len(word) > 5]
        halves = self._chance.choice(letters, size=(_OWN_WORDS, 2))
        return [f"{str(a)[: len(a) // 2]}{str(b)[len(b) // 2 :]}" for a, b in halves]

    def _text(self, count: int) -> str:
        drawn = self._chance.choice(len(self._vocabulary), size=count, p=self._shares)
        return " ".join(self._vocabulary[index] for index in drawn)

    def _section(self, order: int) -> tuple[str, ...]:
        number = order // _PASSAGES_A_SECTION + 1
        return (
            f"{number // 10 + 1} {self._name}",
            f"{number // 10 + 1}.{number % 10} {self._text(4)}",
        )

    def _rows(self, order: int) -> tuple[tuple[str, ...], ...]:
        first = _first_code(order)
        return tuple(
            (f"AL-{first + row}", self._text(5), f"{self._text(7)} {self._chance.integers(_PARTS)}")
            for row in range(_ROWS)
        )


def _whole(passage: Passage, texts: Sequence[str], rows: tuple[tuple[str, ...], ...]) -> Passage:
    return Passage(
        id=passage.id,
        order=passage.order,
        kind=passage.kind,
        section=passage.section,
        text="\n".join(texts),
        places=passage.places,
        header=(("Alarm", "Meaning", "Remedy"),) if rows else (),
        rows=rows,
        row_places=tuple(passage.places for _ in rows),
    )


def _first_code(order: int) -> int:
    return 100 + order // _TABLE_EVERY * _ROWS


def _place(chunk: int) -> Place:
    page, line = chunk // _CHUNKS_A_PAGE + 1, chunk % _CHUNKS_A_PAGE
    top = 80.0 + 220.0 * line
    return Place(page=page, page_label=str(page), boxes=((60.0, top, 540.0, top + 200.0),))
