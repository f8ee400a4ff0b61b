"""The search as LlamaIndex knows retrievers, and hits as it knows nodes."""

from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from answer.hybrid import Found, HybridSearch


class HybridRetriever(BaseRetriever):
    """A LlamaIndex retriever: any node postprocessor can be put behind it."""

    def __init__(self, search: HybridSearch) -> None:
        super().__init__()
        self._search = search

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        return [node_of(found) for found in self._search.found(query_bundle.query_str)]


def node_of(found: Found) -> NodeWithScore:
    """Return a hit as LlamaIndex's postprocessors take it."""
    return NodeWithScore(
        node=TextNode(
            id_=found.hit.chunk,
            text=found.hit.text,
            metadata={"found": found},
            excluded_embed_metadata_keys=["found"],
            excluded_llm_metadata_keys=["found"],
        ),
        score=found.hit.score,
    )
