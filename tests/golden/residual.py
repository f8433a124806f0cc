"""Writes residual.json: networks with residual blocks after some passes of PyTorch's training over the rows.

Run as `python residual.py` in this folder, with requirements.txt installed. As in network.py, whose masks, normalisation
and Keras layer beside it are used here, every case starts from given weights, visits the rows in the order in which they
stand, in double precision, and starts over `N_PASSES` times. What is written here is the way forward alone; the way back
is PyTorch's. `n_parameters` are counted by PyTorch too, for the two published networks on 240 columns.
"""

import json
import re
from pathlib import Path

import numpy as np
import torch
from model import ACTIVATIONS, ADAM, N_FEATURES, N_ROWS, PLAIN, mean_loss
from network import DROPOUT, SEED, Normalisation, Stream, of

N_PASSES = 3
SGD = {"sgd": {"learning_rate": 0.05, "momentum": 0.9}}

# Under a normalisation a unit that is linear on a whole batch has a derivative by β of 0, and Adam makes steps of what
# rounding leaves of it: networks that are normalised get Adam where the activation is nowhere linear.
# Batch size, activation, hidden layers, optimizer, L1, L2, dropout, batch normalisation.
CASES = [
    (16, "tanh", ["r5"], SGD, 0.0, 0.0, 0.0, False),
    (16, "relu", ["r4"], ADAM, 0.0, 0.0, 0.0, False),
    (16, "elu", [6, "r6", "r3"], SGD, 0.01, 0.02, 0.0, False),
    (16, "selu", ["r9", "r9", 5], SGD, 0.0, 0.0, [0.3, 0.0, 0.2], False),
    (16, "leaky_relu", [9, "r9", "r4", "r3"], SGD, 0.0, 0.0, [0.0, 0.3, 0.25, 0.2], True),
    (25, "relu", [9, "r5"], SGD, [0.0, 0.01, 0.0], [0.0, 0.02, 0.05], [0.0, 0.5], True),
    (49, "tanh", ["r4", "r2"], ADAM, 0.0, 0.0, 0.0, True),
    (16, "sigmoid", ["r3", 7, "r7"], ADAM, 0.0, 0.03, 0.1, True),
]


def shapes_of(hidden_layers, n_features):
    """Inputs and outputs of the layers of each entry of the list, and of the output."""
    shapes, width = [], n_features
    for layer in hidden_layers:
        units = int(re.sub("r", "", str(layer)))
        own = [(width, units)]
        if str(layer).startswith("r"):
            own += [(width, units)] if width != units else []
            own += [(units, units)]
        shapes.append(own)
        width = units
    return shapes + [[(width, 1)]]


def forward(rows, hidden_layers, sums, act, masks):
    """`sums(rows)` are the normalised sums of the next layer; `masks` those of each entry, if any."""
    for entry, layer in enumerate(hidden_layers):
        inner = act(sums(rows))
        if masks is not None:
            inner = inner * torch.from_numpy(masks[entry])
        if not str(layer).startswith("r"):
            rows = inner
            continue
        skip = rows if rows.shape[1] == inner.shape[1] else sums(rows)
        rows = act(sums(inner) + skip)
    return rows


def train(case, parameters, scales, features, labels):
    batch_size, activation, hidden_layers, optimizer, l1, l2, dropout, is_normalised = case
    shapes = shapes_of(hidden_layers, N_FEATURES)
    entries = [entry for entry, own in enumerate(shapes) for _ in own]
    tensor = lambda array: torch.tensor(array, dtype=torch.float64, requires_grad=True)
    weights = [tensor(matrix[:-1]) for matrix in parameters]
    biases = [tensor(matrix[-1]) for matrix in parameters]
    act = ACTIVATIONS[activation]()
    norms = [Normalisation(*scale) for scale in (scales if is_normalised else [])]
    idle = biases[:-1] if is_normalised else []
    learned = weights + biases[len(idle):] + [p for norm in norms for p in (norm.gamma, norm.beta)]
    (name, settings), = optimizer.items()
    if name == "adam":
        betas = (settings["beta_1"], settings["beta_2"])
        steps = torch.optim.Adam(learned, lr=settings["learning_rate"], betas=betas, eps=settings["epsilon"])
    else:
        steps = torch.optim.SGD(learned, lr=settings["learning_rate"], momentum=settings["momentum"])

    def logits(rows, masks):
        layers = iter(range(len(weights)))

        def sums(rows):
            layer = next(layers)
            out = rows @ weights[layer] + biases[layer]
            return norms[layer](out, training=masks is not None) if norms else out

        rows = forward(rows, hidden_layers, sums, act, masks)
        layer = next(layers)
        assert layer == len(weights) - 1
        return (rows @ weights[layer] + biases[layer])[:, 0]

    stream, total = Stream(SEED ^ DROPOUT), 0.0
    x, y = torch.from_numpy(features), torch.from_numpy(labels).double()
    for start in range(0, len(y), batch_size):
        rows = slice(start, start + batch_size)
        n_rows = len(y[rows])
        masks = [stream.mask(of(dropout, entry), n_rows, own[0][1]) for entry, own in enumerate(shapes[:-1])]
        steps.zero_grad()
        loss = mean_loss(logits(x[rows], masks), y[rows], PLAIN)
        penalty = sum(of(l1, i) * w.abs().sum() + of(l2, i) / 2 * (w**2).sum() for i, w in zip(entries, weights))
        (loss + penalty).backward()
        assert all(bias.grad.abs().max() < 1e-12 for bias in idle)
        steps.step()
        total += loss.item() * n_rows
    numbers = lambda tensor: tensor.detach().numpy().tolist()
    return {
        "after": [numbers(torch.vstack([w, b])) for w, b in zip(weights, biases)],
        "learned": [[numbers(norm.gamma), numbers(norm.beta)] for norm in norms],
        "running": [[numbers(norm.mean), numbers(norm.variance)] for norm in norms],
        "training_loss": total / len(y),
        "logits": numbers(logits(x[:N_ROWS], None)),
    }


class Block(torch.nn.Module):
    """A residual block as PyTorch's own modules, for their parameters alone."""

    def __init__(self, width, units):
        super().__init__()
        pair = lambda n: torch.nn.Sequential(torch.nn.Linear(n, units, bias=False), torch.nn.BatchNorm1d(units))
        self.first, self.second = pair(width), pair(units)
        self.skip = torch.nn.Identity() if width == units else pair(width)


def n_parameters(first, blocks, n_features):
    """Layers that are normalised have no biases of their own here, since nothing learns them."""
    modules = [torch.nn.Linear(n_features, first, bias=False), torch.nn.BatchNorm1d(first)]
    widths = [first, *blocks]
    modules += [Block(width, units) for width, units in zip(widths, blocks)] + [torch.nn.Linear(widths[-1], 1)]
    network = torch.nn.Sequential(*modules)
    return sum(p.numel() for p in network.parameters())


def main():
    random = np.random.RandomState(23)
    exact = lambda array: np.round(array * 64) / 64
    features = exact(random.normal(size=(N_ROWS, N_FEATURES)))
    labels = (features[:, 0] - features[:, 1] * features[:, 2] > 0.3).astype(int)
    cases = []
    for case in CASES:
        batch_size, activation, hidden_layers, optimizer, l1, l2, dropout, is_normalised = case
        shapes = [shape for own in shapes_of(hidden_layers, N_FEATURES) for shape in own]
        before = [exact(random.uniform(-0.6, 0.6, size=(n_in + 1, n_out))) for n_in, n_out in shapes]
        scales = [exact(random.uniform(0.5, 1.5, size=(2, n_out))) for _, n_out in shapes[:-1]]
        spec = {
            "hidden_layers": hidden_layers,
            "activation": activation,
            "optimizer": optimizer,
            "batch_size": batch_size,
            "l1": l1,
            "l2": l2,
            "dropout": dropout,
            "batch_normalisation": is_normalised,
            "seed": SEED,
        }
        begin = {
            "spec": spec,
            "before": [layer.tolist() for layer in before],
            "scales": [scale.tolist() for scale in scales] if is_normalised else [],
        }
        passes = (np.tile(features, (N_PASSES, 1)), np.tile(labels, N_PASSES))
        cases.append(begin | train(case, before, scales, *passes))
    document = {
        "versions": {"torch": torch.__version__},
        "n_passes": N_PASSES,
        "features": features.tolist(),
        "labels": labels.tolist(),
        "n_parameters": {
            "a": n_parameters(128, [128, 64, 32], 240),
            "b": n_parameters(256, [256, 128, 64, 32], 240),
        },
        "cases": cases,
    }
    Path(__file__).with_suffix(".json").write_text(json.dumps(document) + "\n")


if __name__ == "__main__":
    main()
