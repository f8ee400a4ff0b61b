"""Which of the two chunk indexes the settings ask for."""

from store.edge import EdgeIndex
from store.index import ChunkIndex
from store.settings import Settings


def open_index(settings: Settings, *, dimension: int, across: int = 0) -> ChunkIndex:
    """Return the index on the Qdrant server that is set, else the one in the home.

    `across` is the length of the vectors for other languages, 0 for none. Raises StoreUnavailable
    where it cannot be opened, and EncoderMismatch where it holds vectors of another dimension.
    """
    if settings.qdrant_url is None:
        return EdgeIndex.open(settings.home / "index", dimension=dimension, across=across)
    # Only here: importing the client takes half a second that the default never needs.
    from store.server import ServerIndex

    key = settings.qdrant_api_key
    return ServerIndex.open(
        settings.qdrant_url,
        api_key=None if key is None else key.get_secret_value(),
        collection=settings.collection,
        dimension=dimension,
        across=across,
    )
