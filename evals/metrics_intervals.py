"""How sure a rate is, and whether two rates differ: bootstrap, permutation and McNemar's test.

A metric's values are a list, a question each; NaN where the metric is not defined for a question.
A rate is the mean of those that are.
"""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Values = Sequence[float]

_RESAMPLES = 2_000
_PERMUTATIONS = 10_000
_SEED = 0
# Percent of the resamples that lie below the two ends of a 95 % interval.
_ENDS = (2.5, 97.5)


def mean_interval(values: Values) -> tuple[float, float]:
    """Return the 95 % interval of a mean, by the percentile bootstrap over questions.

    (Efron and Tibshirani, "An Introduction to the Bootstrap", 1993, chapter 13.) Where all values
    are the same it has no width, whatever their number: read the count beside it. Both are NaN
    where nothing is defined.
    """
    kept = _defined(values)
    if not len(kept):
        return math.nan, math.nan
    chosen = np.random.default_rng(_SEED).integers(0, len(kept), (_RESAMPLES, len(kept)))
    low, high = np.percentile(kept[chosen].mean(axis=1), _ENDS)
    return float(low), float(high)


def difference_interval(before: Values, after: Values) -> tuple[float, float]:
    """Return the 95 % interval of rate after minus rate before, by bootstrap over paired questions.

    Both are NaN where either rate has nothing to be the mean of.
    """
    first, second = np.asarray(before, dtype=float), np.asarray(after, dtype=float)
    if not len(_defined(first)) or not len(_defined(second)):
        return math.nan, math.nan
    count = len(first)
    chosen = np.random.default_rng(_SEED).integers(0, count, (_RESAMPLES, count))
    # How often each question is in each resample: rates are then products of matrices.
    weights = np.zeros((_RESAMPLES, count))
    np.add.at(weights, (np.arange(_RESAMPLES)[:, None], chosen), 1.0)
    differences = _rates(weights, second) - _rates(weights, first)
    low, high = np.nanpercentile(differences, _ENDS)
    return float(low), float(high)


def permutation_p(before: Values, after: Values) -> float:
    """Return the two-sided p of a paired permutation test on the difference of two rates.

    The two values of a question change places at random (Smucker, Allan and Carterette, "A
    Comparison of Statistical Significance Tests for Information Retrieval Evaluation", 2007). NaN
    where either rate has nothing to be the mean of.
    """
    first, second = np.asarray(before, dtype=float), np.asarray(after, dtype=float)
    if not len(_defined(first)) or not len(_defined(second)):
        return math.nan
    observed = abs(np.nanmean(second) - np.nanmean(first))
    if observed == 0:
        return 1.0
    shape = (_PERMUTATIONS, len(first))
    swapped = np.random.default_rng(_SEED).integers(0, 2, shape).astype(np.float64)
    stay = 1.0 - swapped
    changed = _mixed(swapped, first, stay, second) - _mixed(stay, first, swapped, second)
    # Where a rate loses all of its questions there is no difference to speak of.
    extreme = np.nan_to_num(np.abs(changed)) >= observed - 1e-12
    return float((np.sum(extreme) + 1) / (_PERMUTATIONS + 1))


def mcnemar_p(before: Values, after: Values) -> float:
    """Return the exact two-sided p of McNemar's test on paired outcomes of 0 and 1.

    Of the questions that changed, as many should be won as lost: a binomial test with one half
    (McNemar 1947; the exact form is the sign test).
    """
    won = sum(new > old for old, new in zip(before, after, strict=True))
    lost = sum(new < old for old, new in zip(before, after, strict=True))
    tail = sum(math.comb(won + lost, k) for k in range(min(won, lost) + 1))
    return float(min(1.0, 2 * tail / 2 ** (won + lost)))


def _defined(values: Values | NDArray[np.float64]) -> NDArray[np.float64]:
    array: NDArray[np.float64] = np.asarray(values, dtype=np.float64)
    defined: NDArray[np.float64] = array[~np.isnan(array)]
    return defined


def _rates(weights: NDArray[np.float64], values: NDArray[np.float64]) -> NDArray[np.float64]:
    """The rate of each row of weights; NaN where a row has no weight on what is defined."""
    return _ratio(weights @ np.nan_to_num(values), weights @ (~np.isnan(values)).astype(float))


def _mixed(
    of_first: NDArray[np.float64],
    first: NDArray[np.float64],
    of_second: NDArray[np.float64],
    second: NDArray[np.float64],
) -> NDArray[np.float64]:
    sums = of_first @ np.nan_to_num(first) + of_second @ np.nan_to_num(second)
    counts = of_first @ (~np.isnan(first)) + of_second @ (~np.isnan(second))
    return _ratio(sums, counts)


def _ratio(sums: NDArray[np.float64], counts: NDArray[np.float64]) -> NDArray[np.float64]:
    rates = np.full(sums.shape, np.nan)
    np.divide(sums, counts, out=rates, where=counts > 0)
    return rates


def p_value(p: float) -> str:
    """Return a p-value as it is printed: never as 0."""
    return f"{p:.3f}" if p >= 0.001 else "<0.001"
