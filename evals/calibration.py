"""How far the judge agrees with people: Cohen's kappa over labelled answers."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

from pydantic import Field, ValidationError
from sklearn.metrics import cohen_kappa_score, confusion_matrix

from evals.judge import ASPECTS, Aspect, ModelJudge
from evals.suite import SuiteError, json_lines
from store.values import Value


class Label(Value):
    """An answer, the passages it was given from, and what a person says of it."""

    question: str = Field(min_length=1)
    answer: str = Field(min_length=1)
    contexts: tuple[str, ...] = Field(min_length=1)
    faithful: bool | None = None
    relevant: bool | None = None

    def said(self, aspect: Aspect) -> bool | None:
        """Return what the person says on an aspect, if anything."""
        return self.faithful if aspect == "faithfulness" else self.relevant


class Agreement(Value):
    """How far the judge and the labels agree on one aspect, with counts.

    `both_yes` to `both_no` are the confusion matrix of the answers that the judge gave a verdict
    on; `without_verdict` are the others. `kappa` is None where it is undefined: no verdict, or
    person and judge said the same one thing of every answer.
    """

    aspect: Aspect
    judged: int
    without_verdict: int
    both_yes: int
    only_person_yes: int
    only_judge_yes: int
    both_no: int
    agreement: float | None
    kappa: float | None
    problems: tuple[str, ...] = Field(default=(), description="by line of the file")


class Calibration(Value):
    """What a calibration found, and of which judge."""

    judge: str
    labels: int
    aspects: tuple[Agreement, ...]


def load_labels(path: Path) -> tuple[tuple[int, Label], ...]:
    """Return line numbers and labels; raises SuiteError naming the line that is wrong."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise SuiteError(f"The labels {path} cannot be read: {error.strerror}.") from error
    labels: list[tuple[int, Label]] = []
    for number, line in json_lines(path, content):
        try:
            label = Label.model_validate(json.loads(line))
        except json.JSONDecodeError as error:
            raise SuiteError(f"{path.name}, line {number}: not JSON ({error.msg}).") from error
        except ValidationError as error:
            first = error.errors()[0]
            field = ".".join(str(part) for part in first["loc"])
            raise SuiteError(f"{path.name}, line {number}: {field}: {first['msg']}.") from error
        if label.faithful is None and label.relevant is None:
            raise SuiteError(
                f"{path.name}, line {number}: it says neither `faithful` nor `relevant`."
            )
        labels.append((number, label))
    if not labels:
        raise SuiteError(f"The labels {path} hold no answer.")
    return tuple(labels)


def calibrated(
    judge: ModelJudge,
    labels: Sequence[tuple[int, Label]],
    *,
    progress: Callable[[int], None] = lambda _done: None,
) -> Calibration:
    """Return how far the judge agrees with the labels; `progress` is told how many are through."""
    said: dict[Aspect, list[tuple[bool, bool]]] = {aspect: [] for aspect in ASPECTS}
    problems: dict[Aspect, list[str]] = {aspect: [] for aspect in ASPECTS}
    for done, (number, label) in enumerate(labels, 1):
        for aspect in ASPECTS:
            person = label.said(aspect)
            if person is None:
                continue
            found = judge.opinion(aspect, label.question, label.answer, label.contexts)
            if found.score is None:
                problems[aspect].append(f"line {number}: {found.problem}")
            else:
                said[aspect].append((person, found.score >= 0.5))
        progress(done)
    return Calibration(
        judge=judge.name,
        labels=len(labels),
        aspects=tuple(
            agreement(aspect, said[aspect], problems[aspect])
            for aspect in ASPECTS
            if said[aspect] or problems[aspect]
        ),
    )


def agreement(
    aspect: Aspect, said: Sequence[tuple[bool, bool]], problems: Sequence[str] = ()
) -> Agreement:
    """Return kappa and counts of pairs (person, judge).

    Kappa is agreement beyond chance (Cohen, "A Coefficient of Agreement for Nominal Scales",
    1960): 1 is full, 0 what two who do not look at the answers would reach.
    """
    person, judge = [pair[0] for pair in said], [pair[1] for pair in said]
    table = confusion_matrix(person, judge, labels=[True, False]) if said else ((0, 0), (0, 0))
    (both_yes, only_person), (only_judge, both_no) = table
    defined = len({*person, *judge}) == 2
    return Agreement(
        aspect=aspect,
        judged=len(said),
        without_verdict=len(problems),
        both_yes=int(both_yes),
        only_person_yes=int(only_person),
        only_judge_yes=int(only_judge),
        both_no=int(both_no),
        agreement=(int(both_yes) + int(both_no)) / len(said) if said else None,
        kappa=float(cohen_kappa_score(person, judge)) if defined else None,
        problems=tuple(problems),
    )
