"""Weights of the signals that refusal decides by, fitted to suites, and how well they then do.

A logistic regression, judged by tenfold cross-validation: no question is judged by weights that
were fitted to it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from answer.signals import Signals
from store.errors import MillwrightError

_FOLDS = 10
_SEED = 0
_THRESHOLDS = tuple(step / 20 for step in range(2, 19))


@dataclass(frozen=True, slots=True)
class Judged:
    """One question: what spoke for an answer, and whether it has one.

    `refused` is what happens to it whatever the signals weigh; None where they decide. `now` is
    what the settings make of it as they are.
    """

    signals: Signals
    answerable: bool
    refused: bool | None
    now: bool = False


@dataclass(frozen=True, slots=True)
class AtThreshold:
    """Counts of refusals where the risk is at least the threshold, those by rule included.

    They are of all questions of the suites.
    """

    threshold: float
    refused: int
    rightly: int
    unanswerable: int

    @property
    def precision(self) -> float:
        """Return the share of refusals that are right."""
        return self.rightly / self.refused if self.refused else 0.0

    @property
    def recall(self) -> float:
        """Return the share of questions without an answer that are refused."""
        return self.rightly / self.unanswerable if self.unanswerable else 0.0

    @property
    def f1(self) -> float:
        """Return the harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Calibration:
    """Fitted weights by the signal's name, with the `bias`, and what each threshold gives.

    `now` are the counts under the settings as they are, which may have been fitted to the very same
    questions: those of the table were not.
    """

    weights: dict[str, float]
    questions: int
    now: AtThreshold
    table: tuple[AtThreshold, ...]

    def chosen(self, precision: float | None) -> AtThreshold:
        """Return the threshold with the best recall at that precision, else the best F1."""
        enough = [row for row in self.table if precision and row.precision >= precision]
        if enough:
            return max(enough, key=lambda row: row.recall)
        return max(self.table, key=lambda row: row.f1)


def calibrated(judged: Sequence[Judged], *, threshold_now: float = 0.0) -> Calibration:
    """Return weights fitted to these questions; `threshold_now` is that of the settings.

    Raises MillwrightError where there are fewer than ten questions of either kind to fit to.
    """
    weighed = [one for one in judged if one.refused is None]
    answerless = np.array([not one.answerable for one in weighed])
    if min(answerless.sum(), len(weighed) - answerless.sum()) < _FOLDS:
        raise MillwrightError(
            f"The suites have {answerless.sum()} questions without an answer and "
            f"{len(weighed) - answerless.sum()} with one where the signals decide: it takes "
            f"{_FOLDS} of each at least."
        )
    names = list(weighed[0].signals.values)
    values = np.array([[one.signals.values[name] for name in names] for one in weighed])
    model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=2000))
    folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=_SEED)
    risks = cross_val_predict(model, values, answerless, cv=folds, method="predict_proba")[:, 1]
    ruled = [one for one in judged if one.refused]
    unanswerable = sum(not one.answerable for one in judged)
    table = []
    for threshold in _THRESHOLDS:
        refused = risks >= threshold
        table.append(
            AtThreshold(
                threshold,
                int(refused.sum()) + len(ruled),
                int((refused & answerless).sum()) + sum(not one.answerable for one in ruled),
                unanswerable,
            )
        )
    model.fit(values, answerless)
    scaler, regression = model[0], model[1]
    slopes = regression.coef_[0] / scaler.scale_
    bias = regression.intercept_[0] - float(np.dot(slopes, scaler.mean_))
    weights = {name: round(float(slope), 3) for name, slope in zip(names, slopes, strict=True)}
    now = AtThreshold(
        threshold_now,
        sum(one.now for one in judged),
        sum(one.now and not one.answerable for one in judged),
        unanswerable,
    )
    return Calibration({**weights, "bias": round(float(bias), 3)}, len(judged), now, tuple(table))
