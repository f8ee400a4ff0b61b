"""A language model as judge: whether an answer keeps to its passages, and answers the question.

A Mistral model asked through LlamaIndex's evaluators, with prompts of ours. What it finds is an
opinion: `evals.calibration` says how far it agrees with people.
"""

import asyncio
import logging
import re
from collections.abc import Callable, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from evals.run import JudgeScore
from evals.suite import Case
from store.errors import ModelUnavailable
from store.settings import Settings
from store.values import Answer, Citation, Value

if TYPE_CHECKING:
    from llama_index.core.evaluation import BaseEvaluator
    from llama_index.core.llms import LLM

logger = logging.getLogger(__name__)

Aspect = Literal["faithfulness", "relevance"]
ASPECTS: tuple[Aspect, ...] = ("faithfulness", "relevance")

# A verdict and a sentence; a model that writes on is not listened to.
_LONGEST_VERDICT_TOKENS = 100
_VERDICT = re.compile(
    r"[\s*_\"'`#>-]*(?:(?:the\s+)?(?:answer|verdict)(?:\s+to\s+the\s+question)?(?:\s+is)?\s*:?\s*)?"
    r"[*_\"'`]*(yes|no)\b",
    re.I,
)
_LEADING_SIGNS = " \t\n*_.,:;–—-\"'`"


class Opinion(Value):
    """What the judge found on one aspect of one answer.

    `score` is 1 or 0; it is None where no verdict came, and `problem` then says why.
    """

    score: float | None = Field(default=None, ge=0, le=1)
    reason: str = ""
    problem: str | None = None


class ModelJudge:
    """Gives opinions on answers: an `evals.run.Judge`. Safe to use from several threads."""

    def __init__(self, llm: "LLM") -> None:
        self._llm = llm

    @property
    def name(self) -> str:
        """The judging model's name."""
        return str(self._llm.metadata.model_name)

    def scores(self, case: Case, answer: Answer) -> dict[str, JudgeScore]:
        """Return a score an aspect, of an answer that cites passages; a refusal has none.

        Raises ModelUnavailable where not one verdict came. Of two, the one that came counts.
        """
        contexts = [_context(citation) for citation in answer.citations]
        if answer.outcome == "refused" or not contexts:
            return {}
        found = {
            aspect: self.opinion(aspect, case.question, answer.text, contexts) for aspect in ASPECTS
        }
        problems = dict.fromkeys(opinion.problem for opinion in found.values() if opinion.problem)
        scores: dict[str, JudgeScore] = {
            aspect: JudgeScore(score=opinion.score, reason=opinion.reason)
            for aspect, opinion in found.items()
            if opinion.score is not None
        }
        if not scores:
            raise ModelUnavailable(f"The judge: {' '.join(map(str, problems))}")
        if problems:
            logger.warning("a verdict is missing", extra={"case": case.id, "reason": [*problems]})
        return scores

    def opinion(
        self, aspect: Aspect, question: str, answer: str, contexts: Sequence[str]
    ) -> Opinion:
        """Return the opinion on one aspect; a failure of the judge is told in it, not raised."""
        if not contexts:
            return Opinion(problem="There is no passage to judge the answer by.")
        evaluator = _EVALUATORS[aspect](self._llm)
        try:
            # Not by its own `evaluate`, which leaves an event loop open in each thread.
            found = asyncio.run(
                evaluator.aevaluate(query=question, response=answer, contexts=list(contexts))
            )
        except ModelUnavailable as error:
            return Opinion(problem=str(error))
        except ValueError as error:
            # What an evaluator raises for what it cannot make anything of.
            return Opinion(problem=f"The judge failed ({type(error).__name__}).")
        return opinion_of(found.feedback or "")


def opinion_of(text: str) -> Opinion:
    """Return what a judge's words say: its first word is the verdict, the rest the reason.

    The evaluators take any "yes" in the text for one, that of "the passage says yes" too.
    """
    text = text.strip()
    verdict = _VERDICT.match(text)
    if verdict is None:
        said = f"{text[:80]!r}" if text else "nothing"
        return Opinion(problem=f"The judge said neither YES nor NO, but {said}.")
    reason = " ".join(text[verdict.end() :].split()).lstrip(_LEADING_SIGNS)
    return Opinion(score=1.0 if verdict[1].lower() == "yes" else 0.0, reason=reason)


def judge_of(settings: Settings) -> ModelJudge | None:
    """Return the judge that the settings name; None where no model is set.

    Without a `judge_model` the answering model judges itself, and is milder for it.
    """
    if not settings.has_model:
        return None
    from answer.mistral_llm import MistralLLM

    key = settings.mistral_api_key
    return ModelJudge(
        MistralLLM(
            model=settings.judge_model or settings.mistral_model,
            server_url=settings.mistral_server_url,
            api_key=key.get_secret_value() if key else None,
            temperature=0.0,
            timeout_seconds=settings.model_timeout_seconds,
            max_tokens=_LONGEST_VERDICT_TOKENS,
        )
    )


def _context(citation: Citation) -> str:
    """A passage with its manual and headings: whose figure it is stands there, not in a cell."""
    path = " > ".join((citation.title, *citation.section))
    return f"{path}\n{citation.quote}"


def _faithfulness(llm: "LLM") -> "BaseEvaluator":
    from llama_index.core.evaluation import FaithfulnessEvaluator
    from llama_index.core.prompts import PromptTemplate

    return FaithfulnessEvaluator(
        llm=llm,
        eval_template=PromptTemplate(_prompt("faithfulness")),
        refine_template=PromptTemplate(_prompt("faithfulness_again")),
    )


def _relevance(llm: "LLM") -> "BaseEvaluator":
    from llama_index.core.evaluation import RelevancyEvaluator
    from llama_index.core.prompts import PromptTemplate

    return RelevancyEvaluator(
        llm=llm,
        eval_template=PromptTemplate(_prompt("relevance")),
        refine_template=PromptTemplate(_prompt("relevance_again")),
    )


_EVALUATORS: "dict[Aspect, Callable[[LLM], BaseEvaluator]]" = {
    "faithfulness": _faithfulness,
    "relevance": _relevance,
}


@cache
def _prompt(name: str) -> str:
    return files("evals").joinpath("prompts", f"{name}.txt").read_text(encoding="utf-8").rstrip()
