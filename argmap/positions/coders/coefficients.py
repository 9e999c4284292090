"""Coefficients of agreement for categories: Cohen's kappa of two coders, Krippendorff's alpha of any number.

Both are a few lines of whole-number arithmetic, and exact. scikit-learn and statsmodels, which have kappa, would bring
tens of megabytes for them; the package krippendorff is under a licence that this one cannot take over.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping
from fractions import Fraction
from typing import Any

__all__ = ["cohen_kappa", "krippendorff_alpha"]


def cohen_kappa(units: Mapping[Any, int]) -> float | None:
    """Cohen's kappa of two coders; None where it is not defined.

    It is not defined when there is no unit, and when both use one and the same category throughout: then agreement by
    chance is certain.

    Parameters
    ----------
    units : mapping
        How many units the two coders gave a pair of categories, for each pair that occurs.

    References
    ----------
    Cohen: A coefficient of agreement for nominal scales. Educational and Psychological Measurement 20, 1960.
    """
    size = sum(units.values())
    same = sum(count for (a, b), count in units.items() if a == b)
    first: Counter[Hashable] = Counter()
    second: Counter[Hashable] = Counter()
    for (a, b), count in units.items():
        first[a] += count
        second[b] += count
    chance = sum(count * second[category] for category, count in first.items())
    if size * size == chance:
        return None
    return float(Fraction(size * same - chance, size * size - chance))


def krippendorff_alpha(units: Mapping[Any, int]) -> float | None:
    """Krippendorff's alpha for nominal data; None where it is not defined.

    Parameters
    ----------
    units : mapping
        How many units were given these values, one of each coder who gave one. A unit with fewer than two values says
        nothing of agreement and is not counted.

    References
    ----------
    Krippendorff: Content Analysis, 2nd edition, 2004, chapter 11. Krippendorff: Computing Krippendorff's
    alpha-reliability, 2011.
    """
    same = Fraction(0)
    used: Counter[Hashable] = Counter()
    for values, times in units.items():
        if len(values) > 1:
            counts = Counter(values)
            same += Fraction(times * sum(count * (count - 1) for count in counts.values()), len(values) - 1)
            for value, count in counts.items():
                used[value] += times * count
    size = used.total()
    chance = sum(count * (count - 1) for count in used.values())
    if size * (size - 1) == chance:
        return None
    return float(((size - 1) * same - chance) / (size * (size - 1) - chance))
