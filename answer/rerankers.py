"""A second look at the best hits: rerankers that settings name, behind LlamaIndex's interface."""

import functools
import importlib
import logging
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from answer.hybrid import Found
from store.errors import SettingsError
from store.settings import Settings

if TYPE_CHECKING:
    from llama_index.core.postprocessor.types import BaseNodePostprocessor

logger = logging.getLogger(__name__)

# More hits than are ever looked at again: the cross-encoder orders them, and drops none.
_ALL = 1000


def reranked(question: str, found: Sequence[Found], settings: Settings) -> tuple[Found, ...]:
    """Return the hits as the settings' rerankers order them, with the scores that they give.

    Raises SettingsError naming one that cannot be had, or that fails.
    """
    steps = rerankers(settings.cross_encoder, settings.postprocessors)
    if not steps or not found:
        return tuple(found)
    # Few have any, and importing LlamaIndex takes a second.
    from llama_index.core.schema import QueryBundle

    from answer.retriever import node_of

    by_chunk = {item.hit.chunk: item for item in found}
    nodes = [node_of(item) for item in found]
    for step in steps:
        try:
            nodes = step.postprocess_nodes(nodes, query_bundle=QueryBundle(question))
        except Exception as error:
            # Code of others: whatever it raises, a question asks for a sentence, not a traceback.
            logger.debug("a postprocessor failed", exc_info=True)
            raise SettingsError(
                f"The postprocessor {type(step).__name__} failed ({type(error).__name__}: {error})."
                " Put it right, or take it out of the settings cross_encoder and postprocessors."
            ) from error
    return tuple(
        replace(item, hit=item.hit.model_copy(update={"score": float(node.score or 0.0)}))
        for node in nodes
        if (item := by_chunk.get(node.node.node_id)) is not None
    )


@functools.lru_cache(maxsize=4)
def rerankers(
    cross_encoder: Path | None, postprocessors: tuple[str, ...]
) -> "tuple[BaseNodePostprocessor, ...]":
    """Return the cross-encoder, loaded from its folder, then the postprocessors, made by name.

    A postprocessor is named `module:Class` and made without arguments. Each is made once.
    """
    steps = [_made(name) for name in postprocessors]
    if cross_encoder:
        steps.insert(0, _cross_encoder(cross_encoder))
    return tuple(steps)


def _cross_encoder(folder: Path) -> "BaseNodePostprocessor":
    from llama_index.core.postprocessor import SentenceTransformerRerank

    try:
        return SentenceTransformerRerank(
            model=str(folder), top_n=_ALL, device="cpu", trust_remote_code=False
        )
    except (OSError, ValueError) as error:
        raise SettingsError(
            f"The setting cross_encoder is wrong: {folder} is no folder with a model ({error}); "
            "nothing is fetched at run time."
        ) from error


def _made(name: str) -> "BaseNodePostprocessor":
    from llama_index.core.postprocessor.types import BaseNodePostprocessor

    module, _, attribute = name.partition(":")
    try:
        made = getattr(importlib.import_module(module), attribute)()
    except (ImportError, AttributeError, TypeError, ValueError) as error:
        raise SettingsError(
            f"The setting postprocessors is wrong: {name} cannot be made ({error}): name a "
            "LlamaIndex postprocessor as module:Class."
        ) from error
    if not isinstance(made, BaseNodePostprocessor):
        raise SettingsError(
            f"The setting postprocessors is wrong: {name} is no LlamaIndex postprocessor."
        )
    return made
