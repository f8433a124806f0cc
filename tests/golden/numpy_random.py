"""Golden values for tests/random.rs: python numpy_random.py > numpy_random.json (the name random would hide Python's own module)"""

import json

import numpy as np

SEEDS = [0, 1, 42, 2026, 123456789, 2**31, 2**32 - 1]
# One bit, powers of two and their neighbours, both sides of the switch from 32 to 64 bits.
HIGHS = [1, 2, 3, 5, 8, 1000, 2**16, 2**16 + 1, 10**9, 2**32 - 1, 2**32, 2**32 + 1, 10**15]


def streams(seed):
    stream = np.random.RandomState
    interleaved = stream(seed)
    return {
        "seed": seed,
        "random_sample": stream(seed).random_sample(700)[[0, 1, 2, 311, 312, 623, 624, 699]].tolist(),
        "uniform": stream(seed).uniform(-3.5, 12.25, 5).tolist(),
        "standard_normal": stream(seed).standard_normal(9).tolist(),
        "randint": [stream(seed).randint(0, high, size=6).tolist() for high in HIGHS],
        "shuffle": (lambda items: (stream(seed).shuffle(items), items.tolist())[1])(np.arange(10, 27)),
        "permutation": stream(seed).permutation(50).tolist(),
        "choice": stream(seed).choice(40, size=7, replace=False).tolist(),
        # A normal's spare survives other draws.
        "interleaved": [
            interleaved.standard_normal(),
            interleaved.uniform(),
            float(interleaved.randint(0, 100)),
            interleaved.standard_normal(),
            interleaved.standard_normal(),
        ],
    }


print(json.dumps({"highs": HIGHS, "streams": [streams(seed) for seed in SEEDS]}))
