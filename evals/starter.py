"""The peer: LlamaIndex's five-line starter, with our encoder in place of a hosted one.

Its own reader gives a PDF page by page through pypdf and an HTML file as it stands; its default
splitter cuts that into chunks of 1,024 tokens, and a vector index finds them.
"""

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from llama_index.core import Document, VectorStoreIndex
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.schema import NodeWithScore
from pydantic import ConfigDict, PrivateAttr
from pypdf import PdfReader

from evals.suite import Case, Expected
from ingest.naming import manual_and_revision
from store.encoders import DenseEncoder
from store.section_names import comparable_section


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


class Starter:
    """The five lines over a few files."""

    def __init__(self, files: Sequence[Path], encoder: DenseEncoder) -> None:
        documents: list[Document] = []
        self._html: dict[str, str] = {}
        for path in files:
            if path.suffix.lower() == ".pdf":
                documents.extend(pypdf_pages(path))
            else:
                text = path.read_text(encoding="utf-8", errors="replace")
                self._html[path.name] = text
                documents.append(Document(text=text, metadata={"file_name": path.name}))
        index = VectorStoreIndex.from_documents(documents, embed_model=StarterEmbedding(encoder))
        self._retriever = index.as_retriever(similarity_top_k=10)

    def first_right(self, case: Case) -> int | None:
        """Return the rank of the first chunk that is right, judged in the starter's favour.

        An HTML chunk has no section: it is right if it overlaps with the expected one's text.
        """
        for rank, node in enumerate(self._retriever.retrieve(case.question), 1):
            if any(self._is_right(node, place) for place in case.expected):
                return rank
        return None

    def _is_right(self, node: NodeWithScore, place: Expected) -> bool:
        name = str(node.metadata["file_name"])
        if place.manual not in (name, Path(name).stem, manual_and_revision(name)[0]):
            return False
        if "page_label" in node.metadata:
            return int(node.metadata["page_label"]) in place.pages
        return _overlaps(self._html[name], node.get_content(), place)


def _overlaps(html: str, chunk: str, place: Expected) -> bool:
    wanted = {comparable_section(section) for section in place.sections}
    start = html.find(chunk[:200])
    end = start + len(chunk)
    headings = [part.partition("</h2>")[0] for part in html.split("<h2>")[1:]]
    position = 0
    for heading in headings:
        begins = html.index("<h2>", position)
        position = begins + 4
        following = html.find("<h2>", position)
        ends = following if following >= 0 else len(html)
        if comparable_section(heading) in wanted and begins < end and start < ends:
            return True
    return False
