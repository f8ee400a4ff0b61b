"""The other peer: BM25 over the chunks that LlamaIndex's splitter makes of whole files.

Given the text of a whole file, its default splitter cuts chunks of 1,024 tokens, which run over
several pages. Such a hit is right where one of them is: it is right more often than one page would
be, and says less exactly where to look. The metric `precision@1` tells the two apart.
"""

from bisect import bisect_right
from collections.abc import Sequence
from statistics import mean

import numpy as np
from llama_index.core import Document
from llama_index.core.node_parser import SentenceSplitter

from evals.metrics_ranking import DEPTH
from evals.starter import Source, hit_in, overlapped, pypdf_pages
from store.index import SparseVector
from store.keywords import document_vector, query_vector, stem
from store.values import Hit


class StarterBm25:
    """BM25 with stemming over a few files, each cut by the default splitter."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self._hits = [hit for source in sources for hit in _chunks(source)]
        average = mean(_length(hit) for hit in self._hits) if self._hits else 1.0
        self._vectors = [
            document_vector(hit.text, hit.language, average=average) for hit in self._hits
        ]
        self._languages = {source.language for source in sources}
        self._holding: dict[int, int] = {}
        for vector in self._vectors:
            for term in vector.indices:
                self._holding[term] = self._holding.get(term, 0) + 1

    def hits(self, question: str) -> tuple[Hit, ...]:
        """Return the best chunks, each with every page (or section) that it overlaps with."""
        asked = {language: query_vector(question, language) for language in self._languages}
        scores = np.array(
            [
                self._score(asked[hit.language], vector)
                for hit, vector in zip(self._hits, self._vectors, strict=True)
            ]
        )
        best = [number for number in np.argsort(-scores, kind="stable")[:DEPTH] if scores[number]]
        return tuple(
            self._hits[number].model_copy(update={"rank": rank, "score": float(scores[number])})
            for rank, number in enumerate(best, 1)
        )

    def _score(self, asked: SparseVector, chunk: SparseVector) -> float:
        """The terms' inverse document frequency (as Lucene's BM25 has it) times their weight."""
        held = dict(zip(chunk.indices, chunk.values, strict=True))
        count = len(self._vectors)
        return sum(
            held[term] * float(np.log1p((count - n + 0.5) / (n + 0.5)))
            for term in asked.indices
            if term in held and (n := self._holding[term])
        )


def _length(hit: Hit) -> int:
    """How many words of a chunk BM25 reads: stop words are none."""
    return sum(stem(word, hit.language) is not None for word in hit.text.split())


def _chunks(source: Source) -> list[Hit]:
    """The chunks of one file, as hits that nobody has ranked yet."""
    if source.path.suffix.lower() == ".pdf":
        pages = [page.text for page in pypdf_pages(source.path)]
    else:
        pages = []
    text = "\n\n".join(pages) or source.path.read_text(encoding="utf-8", errors="replace")
    starts = list(np.cumsum([0, *(len(page) + 2 for page in pages)]))[:-1]
    found: list[Hit] = []
    start = -1
    for node in SentenceSplitter().get_nodes_from_documents([Document(text=text)]):
        chunk = node.get_content()
        # A text may begin as one before it does.
        start = text.find(chunk[:200], start + 1)
        first, last = (bisect_right(starts, at) for at in (start, start + len(chunk) - 1))
        on = range(max(first, 1), last + 1)
        section = () if pages else overlapped(text, chunk)
        found.append(hit_in(source, node.node_id, chunk, pages=on, section=section))
    return found
