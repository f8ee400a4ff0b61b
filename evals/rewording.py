"""Proposed questions in a technician's words: a model writes them, and they are checked."""

import re
from collections.abc import Callable, Sequence
from functools import cache
from importlib.resources import files

from answer.mistral import LanguageModel, Message
from evals.proposals import Proposal, reworded
from store.errors import ModelUnavailable
from store.manual_values import StoredRevision

_LONGEST_QUESTION = 200
_LONGEST_FACT_WORDS = 14
_LONGEST_PASSAGE = 3_000
_LANGUAGES = {"en": "English", "de": "German"}
_QUESTION = re.compile(r"^\W*QUESTION:\s*(.+?)\s*$", re.MULTILINE | re.IGNORECASE)
_FACT = re.compile(r"^\W*FACT:\s*(.+?)\s*$", re.MULTILINE | re.IGNORECASE)
_QUOTES = "\"'“”„*` "


def worded(
    proposals: Sequence[Proposal],
    revision: StoredRevision,
    model: LanguageModel,
    *,
    progress: Callable[[int], None] = lambda _done: None,
) -> tuple[tuple[Proposal, ...], str | None]:
    """Return the proposals with the model's questions where those hold, and why the model stopped.

    A question holds if it is one, and the words that are to answer it stand in the passage. Where
    it does not, or the model fails, the question from the template stays.
    """
    found: list[Proposal] = []
    for done, proposal in enumerate(proposals, 1):
        try:
            reply = "".join(model.stream([Message("user", _request(proposal, revision))]))
        except ModelUnavailable as error:
            # It would fail for the rest as well, each after a time-out.
            return (*found, *proposals[done - 1 :]), str(error)
        found.append(checked(proposal, reply) or proposal)
        progress(done)
    return tuple(found), None


def checked(proposal: Proposal, reply: str) -> Proposal | None:
    """Return the proposal as the model worded it; None where what it wrote does not hold."""
    question, fact = _QUESTION.search(reply), _FACT.search(reply)
    if question is None or fact is None:
        return None
    asked, words = question[1].strip(_QUOTES), fact[1].strip(_QUOTES)
    stands = words and _plain(words) in _plain(proposal.passage.text)
    told = _plain(words) in _plain(asked) or (
        proposal.fact and _plain(proposal.fact) in _plain(asked)
    )
    # The fact that was asked for, not another one of the same passage.
    agrees = not proposal.fact or _plain(proposal.fact) in _plain(words)
    good = asked.endswith("?") and len(asked) <= _LONGEST_QUESTION
    if not good or not stands or told or not agrees or len(words.split()) > _LONGEST_FACT_WORDS:
        return None
    return reworded(proposal, asked, words)


def _request(proposal: Proposal, revision: StoredRevision) -> str:
    about = f"Ask for this of it: {proposal.basis}."
    if proposal.fact:
        about += f" The answer is: {proposal.fact}"
    return _template().format(
        machine=", ".join(revision.machines) or revision.title,
        passage=proposal.passage.text[:_LONGEST_PASSAGE],
        about=about,
        language=_LANGUAGES.get(revision.language, "English"),
    )


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold().strip(".")


@cache
def _template() -> str:
    return files("evals").joinpath("prompts", "draft_question.txt").read_text(encoding="utf-8")
