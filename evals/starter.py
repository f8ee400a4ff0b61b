"""The peer: LlamaIndex's five-line starter, with our encoder in place of a hosted one.

Its own reader gives a PDF page by page through pypdf and an HTML file as it stands; its default
splitter cuts that into chunks of 1,024 tokens, and a vector index finds them.
"""

import html
import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from llama_index.core import Document, VectorStoreIndex
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.schema import NodeWithScore
from pydantic import ConfigDict, PrivateAttr
from pypdf import PdfReader

from evals.metrics_ranking import DEPTH
from store.encoders import DenseEncoder
from store.values import Hit, Place

_ENDINGS = (".pdf", ".html", ".htm", ".xhtml", ".md", ".markdown", ".txt")
_HEADING = re.compile(
    r"<h[1-6][^>]*>(?P<html>.*?)</h[1-6]>|^#{1,6} +(?P<plain>.+)$",
    re.IGNORECASE | re.DOTALL | re.MULTILINE,
)
_TAG = re.compile(r"<[^>]+>")


class StarterEmbedding(BaseEmbedding):
    """Our encoder as LlamaIndex's embedding."""

    model_config = ConfigDict(arbitrary_types_allowed=True)
    _encoder: Any = PrivateAttr()

    def __init__(self, encoder: DenseEncoder) -> None:
        super().__init__(model_name=encoder.fingerprint, embed_batch_size=32)
        self._encoder = encoder

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embeddings([query])[0]

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        vectors: list[list[float]] = self._encoder.encode(texts).tolist()
        return vectors


def pypdf_pages(path: Path, *, most: int | None = None) -> list[Document]:
    """Return a PDF as LlamaIndex's reader does: a document a page."""
    # pypdf reports each oddity of a file; a benchmark's output is no place for that.
    logging.getLogger("pypdf").setLevel(logging.ERROR)
    pages = PdfReader(path).pages
    count = len(pages) if most is None else min(most, len(pages))
    return [
        Document(
            text=pages[number].extract_text(),
            metadata={"page_label": str(number + 1), "file_name": path.name},
        )
        for number in range(count)
    ]


@dataclass(frozen=True, slots=True)
class Source:
    """An original that the starter reads, and whose it is."""

    manual: str
    revision: str
    file: str
    language: str
    path: Path


class Starter:
    """The five lines over a few files."""

    def __init__(self, sources: Sequence[Source], encoder: DenseEncoder) -> None:
        documents: list[Document] = []
        self._texts: dict[str, str] = {}
        self._sources = {source.path.name: source for source in sources}
        for source in sources:
            if source.path.suffix.lower() == ".pdf":
                documents.extend(pypdf_pages(source.path))
            else:
                text = source.path.read_text(encoding="utf-8", errors="replace")
                self._texts[source.path.name] = text
                documents.append(Document(text=text, metadata={"file_name": source.path.name}))
        index = VectorStoreIndex.from_documents(documents, embed_model=StarterEmbedding(encoder))
        self._retriever = index.as_retriever(similarity_top_k=DEPTH)

    def hits(self, question: str) -> tuple[Hit, ...]:
        """Return what it finds, to be judged in its favour.

        A chunk of text without pages is said to stand in every section that it overlaps with.
        """
        return tuple(
            self._hit(rank, node) for rank, node in enumerate(self._retriever.retrieve(question), 1)
        )

    def _hit(self, rank: int, node: NodeWithScore) -> Hit:
        name = str(node.metadata["file_name"])
        label = node.metadata.get("page_label")
        page = None if label is None else int(label)
        source = self._sources[name]
        text = node.get_content()
        return hit_in(
            source,
            node.node_id,
            text,
            pages=() if page is None else (page,),
            section=overlapped(self._texts[name], text) if page is None else (),
        ).model_copy(update={"rank": rank, "page_label": label, "score": node.get_score()})


def hit_in(
    source: Source, chunk: str, text: str, *, pages: Sequence[int], section: tuple[str, ...]
) -> Hit:
    """Return a chunk of an original as a hit that nobody has ranked yet."""
    return Hit(
        rank=1,
        chunk=chunk,
        manual=source.manual,
        revision=source.revision,
        file=source.file,
        machines=(),
        language=source.language,
        page=next(iter(pages), None),
        page_label=None,
        section=section,
        kind="text",
        text=text,
        places=tuple(Place(page=page) for page in pages),
        score=0.0,
    )


def readable(path: Path) -> bool:
    """Return whether the starter's own readers take such a file."""
    return path.suffix.lower() in _ENDINGS


def overlapped(text: str, chunk: str) -> tuple[str, ...]:
    """Return the headings of sections that a chunk overlaps with, as HTML or Markdown has them."""
    start = text.find(chunk[:200])
    end = start + len(chunk)
    starts = [(match.start(), match["html"] or match["plain"]) for match in _HEADING.finditer(text)]
    ends = [begins for begins, _ in starts[1:]] + [len(text)]
    return tuple(
        html.unescape(_TAG.sub("", heading)).strip()
        for (begins, heading), over in zip(starts, ends, strict=True)
        if begins < end and start < over
    )
