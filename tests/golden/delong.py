"""Writes delong.json: DeLong's standard error and test, for the cases of metrics.py and one pair.

Each number is computed twice and must agree: by the definition (DeLong 1988), which compares all pairs
of a default and a good customer, and by MLstatkit.

Run in this folder: pip install -r requirements.txt && python delong.py
"""

import json

import numpy as np
from MLstatkit import Delong_test
from scipy import stats

from metrics import cases

Z = stats.norm.ppf(0.975)


def components(y, s):
    """A default's V10 and a good customer's V01: the mean of ψ over the other class."""
    y, s = np.array(y), np.array(s, float)
    bad, good = s[y == 1][:, None], s[y == 0][None, :]
    psi = np.where(bad > good, 1.0, np.where(bad == good, 0.5, 0.0))
    return psi.mean(axis=1), psi.mean(axis=0)


def definition(y, first, second):
    """AUCs, their standard errors, and the variance of their difference."""
    v10, v01 = zip(components(y, first), components(y, second))
    s = np.cov(np.array(v10)) / len(v10[0]) + np.cov(np.array(v01)) / len(v01[0])
    return np.mean(v10, axis=1), np.sqrt(np.diag(s)), s[0, 0] + s[1, 1] - 2 * s[0, 1]


def pair(name, y, first, second):
    aucs, errors, variance = definition(y, first, second)
    half = Z * errors
    intervals = np.clip(np.c_[aucs - half, aucs + half], 0, 1)
    test = None
    package = Delong_test(y, first, second, n_boot=1, random_state=0)
    if variance > 1e-15:
        difference, error = aucs[1] - aucs[0], np.sqrt(variance)
        z = difference / error
        p = 2 * stats.norm.sf(abs(z))
        test = [float(v) for v in (difference, error, z, p)]
        assert package[6]["method"] == "delong"
        np.testing.assert_allclose(package[:2], (z, p), rtol=1e-9, atol=1e-14)
    np.testing.assert_allclose(package[4:6], aucs, rtol=0, atol=1e-12)
    if package[6]["method"] == "delong":
        np.testing.assert_allclose(package[2:4], intervals, rtol=0, atol=1e-9)
    return {
        "name": name,
        "labels": y,
        "scores": [first, second],
        "aucs": aucs.tolist(),
        "standard_errors": errors.tolist(),
        "intervals": intervals.tolist(),
        "test": test,
    }


def pairs():
    """Each small case against its scores stirred; then 300 rows, once with ties."""
    random = np.random.RandomState(11)
    for name, s, y in cases():
        if len(y) > 400 or min(sum(y), len(y) - sum(y)) < 2:
            continue
        stirred = random.permutation(np.array(s, float) + 0.0)
        yield name, y, s, stirred.tolist()
    y = (random.random_sample(300) < 0.2).astype(int)
    risk = random.normal(size=300) + y
    first = np.round(risk + random.normal(size=300), 6)
    second = np.round(risk + 0.7 * random.normal(size=300), 6)
    yield "300 rows", y.tolist(), first.tolist(), second.tolist()
    yield "300 rows, one with ties", y.tolist(), first.tolist(), np.round(second).tolist()


if __name__ == "__main__":
    with open("delong.json", "w") as file:
        json.dump([pair(*p) for p in pairs()], file, allow_nan=False, separators=(",", ":"))
        file.write("\n")
