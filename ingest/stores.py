"""All that a file passes through on its way in."""

from dataclasses import dataclass

from store.across import AcrossVectors
from store.catalog import Catalog
from store.control import DocumentControl
from store.encoders import TokenEncoder
from store.home import Home
from store.index import ChunkIndex
from store.jobs import JobQueue
from store.token_table import TokenTable
from store.vector_cache import VectorCache


@dataclass(frozen=True, slots=True)
class Stores:
    """All that a file passes through on its way in."""

    home: Home
    catalog: Catalog
    control: DocumentControl
    jobs: JobQueue
    index: ChunkIndex
    cache: VectorCache
    encoder: TokenEncoder
    across: AcrossVectors | None = None
    tokens: TokenTable | None = None
