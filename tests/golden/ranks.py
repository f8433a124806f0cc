"""Golden values for comparing arms over repeats: ranks, Friedman, Nemenyi, Wilcoxon, from scipy.

Iman and Davenport's F is by its formula, from scipy's chi-squared; groups are by their definition:
the sets of arms in which no two mean ranks are further apart than the critical difference, those
within another set left out.

usage: python ranks.py, with requirements.txt installed; writes ranks.json beside it.
"""

import json
from itertools import combinations
from pathlib import Path

import numpy as np
import scipy
from scipy import stats

# q(0.95) of the studentized range of 2 to 8 means, over the square root of 2.
NEMENYI = [float(stats.studentized_range.ppf(0.95, k, np.inf) / np.sqrt(2)) for k in range(2, 9)]


def undefined(value):
    return None if np.isnan(value) else float(value)


def groups(ranks, distance):
    """Maximal sets of at least two arms that all lie within the distance, by rising mean rank."""
    arms = range(len(ranks))
    close = [
        set(some)
        for size in range(2, len(ranks) + 1)
        for some in combinations(arms, size)
        if np.ptp(ranks[list(some)]) <= distance
    ]
    maximal = [some for some in close if not any(some < other for other in close)]
    by_rank = [sorted(some, key=lambda arm: (ranks[arm], arm)) for some in maximal]
    return sorted(by_rank, key=lambda some: ranks[some[0]])


def friedman(rows):
    n, k = rows.shape
    if k < 3 or n < 2:
        return None
    statistic, p = stats.friedmanchisquare(*rows.T)
    if np.isnan(statistic):
        return None
    most = n * (k - 1)
    iman = None
    if most - statistic > 1e-9:
        f = (n - 1) * statistic / (most - statistic)
        iman = [float(f), float(stats.f.sf(f, k - 1, (k - 1) * (n - 1)))]
    return dict(
        chi_squared=float(statistic),
        p=float(p),
        concordance=float(statistic / most),
        iman=iman,
    )


def table(name, rows):
    rows = np.array(rows, float)
    whole = rows[~np.isnan(rows).any(axis=1)]
    n, k = whole.shape
    ranks = stats.rankdata(-whole, axis=1).mean(axis=0)
    distance = NEMENYI[k - 2] * np.sqrt(k * (k + 1) / (6 * n))
    return dict(
        name=name,
        rows=[[undefined(value) for value in row] for row in rows],
        n_left_out=len(rows) - n,
        ranks=ranks.tolist(),
        friedman=friedman(whole),
        critical_difference=float(distance),
        groups=groups(ranks, distance),
    )


def tables():
    random = np.random.RandomState(5)
    # AUC of four forms of C4.5 on 14 data sets, after Demsar 2006, with three decimals. The paper's
    # third and fourth mean ranks are 2.893 and 1.964: of one tie here it tells the two apart.
    demsar = """.763 .768 .771 .798 .599 .591 .590 .569 .954 .971 .968 .967 .628 .661 .654 .657
    .882 .888 .886 .898 .936 .931 .916 .931 .661 .668 .609 .685 .583 .583 .563 .625
    .775 .838 .866 .875 1 1 1 1 .940 .962 .965 .962 .619 .666 .614 .669
    .972 .981 .975 .975 .957 .978 .946 .970"""
    yield "Demsar 2006", np.array(demsar.split(), float).reshape(14, 4)
    for k in range(2, 9):
        for n in (2, 7, 30):
            yield f"{k} arms, {n} repeats", random.normal(size=(n, k)) + 0.3 * np.arange(k)
        yield f"{k} arms with ties", random.randint(0, 4, size=(10, k))
    holes = random.normal(size=(12, 5))
    holes[3, 1] = holes[7, 4] = holes[7, 0] = np.nan
    yield "values missing", holes
    yield "one repeat", [[0.3, 0.1, 0.2]]
    yield "all tied", np.ones((6, 4))
    yield "always the same order", np.arange(4) + 10 * np.arange(9)[:, None]
    yield "far apart", random.normal(size=(60, 6)) + 2 * np.arange(6)


def pair(name, first, second):
    """The second arm against the first."""
    first, second = np.array(first, float), np.array(second, float)
    difference = second - first
    is_defined = ~np.isnan(difference)
    difference = difference[is_defined]
    test = None
    if np.any(difference != 0):
        first_, second_ = first[is_defined], second[is_defined]
        statistic, p = stats.wilcoxon(second_, first_, zero_method="wilcox", method="auto")
        test = [float(statistic), float(p)]
    n = len(difference)
    return dict(
        name=name,
        first=[undefined(value) for value in first],
        second=[undefined(value) for value in second],
        counts=[int(np.sum(np.sign(difference) == sign)) for sign in (1, 0, -1)],
        mean=float(difference.mean()) if n > 0 else None,
        deviation=float(difference.std(ddof=1)) if n > 1 else None,
        wilcoxon=test,
    )


def pairs():
    random = np.random.RandomState(6)
    for n in (1, 2, 5, 13, 14, 30, 49, 50, 51, 80):
        # Multiples of 1/1024, so that differences that should be equal are.
        first = random.permutation(4096)[:n] / 1024
        sizes = (random.permutation(n) + 1) / 1024
        signs = np.where(random.random_sample(n) < 0.7, 1, -1)
        yield f"{n} repeats, sizes apart", first, first + signs * sizes
        if n == 1:
            continue
        steps = random.randint(-3, 6, size=n)
        steps[0] = 2
        yield f"{n} repeats, ties and zeros", first, first + steps / 1024
        steps = np.where(steps == 0, 7, steps)
        steps[:2] = 2, -2
        yield f"{n} repeats, ties", first, first + steps / 1024
    yield "all equal", np.ones(5), np.ones(5)
    yield "all better", np.zeros(20), np.arange(20) + 1
    yield "all better by as much", np.zeros(12), np.ones(12)
    yield "one zero of two", [1, 2], [1, 3]
    yield "values missing", [1, np.nan, 3, 4, 5, 6], [2, 3, np.nan, 3.5, 9, 3]
    yield "nothing defined", [np.nan, 1], [1, np.nan]


golden = dict(
    made_by=f"scipy {scipy.__version__}",
    nemenyi=NEMENYI,
    tables=[table(*it) for it in tables()],
    pairs=[pair(*it) for it in pairs()],
)
path = Path(__file__).with_name("ranks.json")
path.write_text(json.dumps(golden, allow_nan=False, separators=(",", ":")) + "\n")
