"""Cells and weights as sparse matrices: x(i, j, k), what party i says of claim j at level k, and the products of it.

The weights of a one-mode network are sums over claims of products of cells of two parties: at equal levels
(congruence), at different ones (conflict), or by the distance of levels on a scale.

References
----------
Leifeld, P.: Discourse Network Analyzer, and the formulas of its manual.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import scipy.sparse as sparse

from argmap.positions.networks._incidence import AGREE, Incidence, Numbers

Sparse = Any  # scipy has no types

_SURE = 1e-12  # what a difference of two sums of floats leaves where there is nothing


def cells(found: Incidence, of: str, weight: Numbers | None = None) -> Sparse:
    """One row a node, one column a claim (or party) and level: how many statements, or the sum of their weights.

    Where repeated statements count once, a cell is 1, or the greatest weight of its statements.
    """
    node, other, nodes, others = found.ends(of)
    levels = max(len(found.levels), 1)
    column = other.astype(np.int64) * levels + found.level
    shape = (len(nodes), len(others) * levels)
    once = found.counting.duplicates == "once"
    if weight is None:
        data = np.ones(len(node), np.int64)
    elif once:
        order = np.lexsort((-weight, column, node))
        node, column, data = node[order], column[order], weight[order]
        first = np.ones(len(order), bool)
        first[1:] = (node[1:] != node[:-1]) | (column[1:] != column[:-1])
        node, column, data = node[first], column[first], data[first]
    else:
        data = weight
    made = sparse.coo_array((data, (node, column)), shape=shape).tocsr()  # repeated entries are added
    if once and weight is None:
        made.data[:] = 1
    return made


def merged(x: Sparse, levels: int) -> Sparse:
    """The cells with the levels of each claim added up."""
    if levels <= 1:
        return x
    # Copied: entries are added in place.
    parts = (x.data.copy(), x.indices // levels, x.indptr.copy())
    made = sparse.csr_array(parts, shape=(x.shape[0], x.shape[1] // levels))
    made.sum_duplicates()
    return made


def ambivalent(x: Sparse, levels: int) -> Sparse:
    """Which pairs of party and claim stand on several levels: as many rows and columns as there are of them."""
    row, column = np.repeat(np.arange(x.shape[0]), np.diff(x.indptr)), x.indices // max(levels, 1)
    again = np.flatnonzero((row[1:] == row[:-1]) & (column[1:] == column[:-1]))
    shape = (x.shape[0], x.shape[1] // max(levels, 1))
    made = sparse.coo_array((np.ones(len(again), np.int64), (row[again], column[again])), shape=shape).tocsr()
    made.data[:] = 1
    return made


# -- one-mode ----------------------------------------------------------------------------------------------------------


def one_mode(found: Incidence, x: Sparse, kind: str) -> Sparse:
    """Congruence, conflict or subtract: a symmetric matrix without diagonal.

    Cost: the number of pairs of statements that share a claim.
    """
    how, levels = found.counting, len(found.levels)
    if how.qualifier == "boolean":
        if kind == "congruence":
            return _alike(x, x)
        if kind == "conflict":
            return _alike(x, _swapped(x))
        return _plain(_alike(x, x) - _alike(x, _swapped(x)))
    if how.qualifier is None:
        both = merged(x, levels)
        return _alike(both, both)
    total = merged(x, levels)
    whole = _alike(total, total)
    if how.qualifier == "category":
        same = _alike(x, x)
        apart, unit = whole - same, 1
    else:
        apart, unit = _distances(found, x), max((how.scale or (0, 1))[1] - (how.scale or (0, 1))[0], 1)
    factor = {"congruence": -1, "conflict": 1, "subtract": -2}[kind]
    if kind == "conflict":
        made, size = _plain(apart), unit * whole
    else:
        made, size = _plain(unit * whole + factor * apart), unit * whole
    if made.dtype.kind == "f":
        made = _cleared(made, size)
    return made if unit == 1 else _plain(made / unit)


def _alike(a: Sparse, b: Sparse) -> Sparse:
    """The product of one with the other turned, without its diagonal."""
    if a.dtype.kind != "f" and b.dtype.kind != "f" and _small(a) * _small(b) < 2**31:
        a, b = _with(a, a.data.astype(np.int32)), _with(b, b.data.astype(np.int32))  # no sum can overflow
    made = a @ b.T.tocsr()
    made.setdiag(0)
    made.eliminate_zeros()
    return _with(made, made.data.astype(np.int64)) if made.dtype == np.int32 else made


def _with(x: Sparse, data: Numbers) -> Sparse:
    """The same places with other numbers. (scipy's own astype sorts them first, which takes as long as the product.)"""
    return sparse.csr_array((data, x.indices, x.indptr), shape=x.shape)


def _small(x: Sparse) -> int:
    return int(x.sum(axis=1).max(initial=0))


def _swapped(x: Sparse) -> Sparse:
    """Agreement in the place of denial and the other way about."""
    return sparse.csr_array((x.data, x.indices ^ 1, x.indptr), shape=x.shape)


def _plain(x: Sparse) -> Sparse:
    made = sparse.csr_array(x)
    made.setdiag(0)
    made.eliminate_zeros()
    return made


def _distances(found: Incidence, x: Sparse) -> Sparse:
    """The sum of distances of levels over pairs of statements.

    The distance of two numbers is the sum of the steps of the scale that lie between them, so one product for all
    steps does: those at or above a step with those below it.
    """
    values, levels = found.levels, max(len(found.levels), 1)
    steps = np.diff(np.array(values, np.int64)) if levels > 1 else np.zeros(0, np.int64)
    coo = x.tocoo()
    node, column, level = coo.coords[0], coo.coords[1] // levels, coo.coords[1] % levels
    shape = (x.shape[0], x.shape[1] // levels * max(levels - 1, 1))
    above: list[tuple[Numbers, Numbers, Numbers]] = []
    below: list[tuple[Numbers, Numbers, Numbers]] = []
    for step, gap in enumerate(steps.tolist()):
        place = column.astype(np.int64) * (levels - 1) + step
        over = level > step
        above.append((coo.data[over], node[over], place[over]))
        below.append((coo.data[~over] * gap, node[~over], place[~over]))
    if not above:
        return sparse.csr_array((x.shape[0], x.shape[0]), dtype=x.dtype)
    a, b = (_stacked(parts, shape) for parts in (above, below))
    half = a @ b.T.tocsr()
    return half + half.T


def _stacked(parts: list[tuple[Numbers, Numbers, Numbers]], shape: tuple[int, int]) -> Sparse:
    data, node, place = (np.concatenate(part) for part in zip(*parts, strict=True))
    return sparse.coo_array((data, (node, place)), shape=shape).tocsr()


def _cleared(x: Sparse, whole: Sparse) -> Sparse:
    """Without what a difference of floats leaves where there is nothing."""
    coo = x.tocoo()
    size = np.asarray(sparse.csr_array(whole)[coo.coords[0], coo.coords[1]])
    x = coo.tocsr()
    x.data[np.abs(coo.data) <= _SURE * np.abs(size)] = 0
    x.eliminate_zeros()
    return x


def normalised(w: Sparse, x: Sparse, how: str | None, *, dna: bool) -> Sparse:
    """The weights, each divided by what the two parties say at all; 0 where nothing is to be divided by."""
    if how is None:
        return w
    activity = np.asarray(x.sum(axis=1), float)
    row, column = np.repeat(np.arange(w.shape[0]), np.diff(w.indptr)), w.indices
    if how == "average":
        by = (activity[row] + activity[column]) / 2
    elif how == "cosine" and dna:
        by = activity[row] * activity[column]
    elif how == "cosine":
        length = np.sqrt(np.asarray((x * x).sum(axis=1), float))
        by = length[row] * length[column]
    else:
        said = _with(x, np.ones_like(x.data))
        shared, both = x @ said.T.tocsr(), x @ x.T.tocsr()
        ours, theirs = (np.asarray(shared[pair]) for pair in ((row, column), (column, row)))
        by = activity[row] - ours + activity[column] - theirs + np.asarray(both[row, column])
    data = np.divide(w.data, by, out=np.zeros(len(w.data)), where=by != 0)
    return _with(w, data)


def lighter_left_out(w: Sparse, weight: float | None) -> Sparse:
    """Without the entries whose absolute value is below `weight`."""
    if weight is None:
        return w
    w = w.copy()
    w.data[np.abs(w.data) < weight] = 0
    w.eliminate_zeros()
    return w


# -- two-mode ----------------------------------------------------------------------------------------------------------


def two_mode(found: Incidence, x: Sparse, value: str) -> Sparse:
    """Parties x claims. A stored 0 is a cell in which statements cancel each other; a silent cell is not stored."""
    levels = max(len(found.levels), 1)
    shape = (x.shape[0], x.shape[1] // levels)
    level = x.indices % levels
    if value == "count":
        return merged(x, levels)
    if value == "combine":
        # The levels that occur, as a binary number; the last is the ones. Agreement is the last level, as in DNA.
        last = (level == AGREE) if found.counting.qualifier == "boolean" else None
        power = np.where(last, 0, 1) if last is not None else levels - 1 - level
        data = np.left_shift(np.int64(1), power.astype(np.int64))
    elif found.counting.qualifier == "integer":
        data = x.data * np.array(found.levels, np.int64)[level]
    else:
        amount = np.ones_like(x.data) if value == "sign" else x.data
        data = np.where(level == AGREE, amount, -amount)
    made = sparse.csr_array((data, x.indices // levels, x.indptr.copy()), shape=shape)
    made.sum_duplicates()
    return made


def divided(w: Sparse, found: Incidence, x: Sparse, how: str | None) -> Sparse:
    """Parties x claims, divided by how much a party says, or by how much is said of a claim."""
    if how is None:
        return w
    said = merged(x, max(len(found.levels), 1))
    row = np.repeat(np.arange(w.shape[0]), np.diff(w.indptr))
    if how == "activity":
        by = np.asarray(said.sum(axis=1), float)[row]
    else:
        by = np.asarray(said.sum(axis=0), float)[w.indices]
    data = np.divide(w.data, by, out=np.zeros(len(w.data)), where=by != 0)
    return _with(w, data)
