"""Writes model.json: networks before and after one epoch of PyTorch's training.

Every case starts from given weights and visits the rows in the order in which they stand, in
batches of 16 with a last one of 2. PyTorch runs in double precision, so that what a test compares
with is the formula and not another rounding of it; single precision must agree to 1e-4.
"""

import json
from pathlib import Path

import numpy as np
import torch

N_ROWS, N_FEATURES, BATCH_SIZE = 50, 4, 16
ACTIVATIONS = {
    "relu": torch.nn.ReLU,
    "leaky_relu": lambda: torch.nn.LeakyReLU(0.01),
    "tanh": torch.nn.Tanh,
    "sigmoid": torch.nn.Sigmoid,
    "elu": torch.nn.ELU,
    "selu": torch.nn.SELU,
}
ADAM = {"adam": {"learning_rate": 0.01, "beta_1": 0.9, "beta_2": 0.999, "epsilon": 1e-7}}
SGD = {"sgd": {"learning_rate": 0.2, "momentum": 0.9}}
PLAIN_SGD = {"sgd": {"learning_rate": 0.3, "momentum": 0.0}}
CASES = [(activation, [5, 3], optimizer, 0.0) for activation in list(ACTIVATIONS)[:4] for optimizer in (ADAM, SGD)]
# Weights of both classes, and gamma and alpha of the focal loss.
PLAIN = {"class_weights": [1.0, 1.0], "gamma": 0.0, "alpha": None}
LOSSES = [
    {"class_weights": [0.6, 3.0], "gamma": 0.0, "alpha": None},
    {"class_weights": [1.0, 1.0], "gamma": 2.0, "alpha": None},
    {"class_weights": [1.0, 1.0], "gamma": 2.0, "alpha": 0.25},
    {"class_weights": [0.7, 1.9], "gamma": 0.5, "alpha": 0.75},
]
CASES += [
    ("leaky_relu", [5, 3], ADAM, 0.1),
    ("tanh", [4, 1, 3], SGD, 0.05),
    ("relu", [], ADAM, 0.0),
    ("relu", [], PLAIN_SGD, 0.2),
]
CASES = [(*case, PLAIN) for case in CASES]
CASES += [("tanh", [5, 3], optimizer, 0.05, loss) for loss in LOSSES for optimizer in (ADAM, SGD)]
CASES += [(activation, [5, 3], optimizer, 0.0, PLAIN) for activation in ("elu", "selu") for optimizer in (ADAM, SGD)]


def network(hidden_layers, activation, parameters, dtype):
    """A PyTorch network whose layers hold `parameters`, (n_inputs + 1, n_outputs), biases last."""
    modules = []
    for index, matrix in enumerate(parameters):
        linear = torch.nn.Linear(matrix.shape[0] - 1, matrix.shape[1], dtype=dtype)
        with torch.no_grad():
            linear.weight.copy_(torch.from_numpy(matrix[:-1].T))
            linear.bias.copy_(torch.from_numpy(matrix[-1]))
        modules += [linear] + ([ACTIVATIONS[activation]()] if index < len(hidden_layers) else [])
    return torch.nn.Sequential(*modules)


def torch_optimizer(model, optimizer, l2):
    weights = [p for p in model.parameters() if p.ndim == 2]
    biases = [p for p in model.parameters() if p.ndim == 1]
    groups = [{"params": weights, "weight_decay": l2}, {"params": biases, "weight_decay": 0.0}]
    (name, settings), = optimizer.items()
    rate = settings["learning_rate"]
    if name == "adam":
        betas = (settings["beta_1"], settings["beta_2"])
        return torch.optim.Adam(groups, lr=rate, betas=betas, eps=settings["epsilon"])
    return torch.optim.SGD(groups, lr=rate, momentum=settings["momentum"])


def mean_loss(logits, labels, loss):
    """As torchvision's sigmoid_focal_loss writes it, with a weight for each class."""
    entropy = torch.nn.functional.binary_cross_entropy_with_logits(logits, labels, reduction="none")
    p = torch.sigmoid(logits)
    own = p * labels + (1 - p) * (1 - labels)
    negative, positive = loss["class_weights"]
    weights = positive * labels + negative * (1 - labels)
    if loss["alpha"] is not None:
        weights = weights * (loss["alpha"] * labels + (1 - loss["alpha"]) * (1 - labels))
    return (weights * (1 - own) ** loss["gamma"] * entropy).mean()


def train_one_epoch(case, parameters, features, labels, dtype):
    activation, hidden_layers, optimizer, l2, of_rows = case
    model = network(hidden_layers, activation, parameters, dtype)
    steps = torch_optimizer(model, optimizer, l2)
    x, y = torch.from_numpy(features).to(dtype), torch.from_numpy(labels).to(dtype)
    total = 0.0
    for start in range(0, N_ROWS, BATCH_SIZE):
        rows = slice(start, start + BATCH_SIZE)
        steps.zero_grad()
        loss = mean_loss(model(x[rows])[:, 0], y[rows], of_rows)
        loss.backward()
        steps.step()
        total += loss.item() * len(y[rows])
    linears = [module for module in model if isinstance(module, torch.nn.Linear)]
    after = [torch.vstack([m.weight.T, m.bias]).detach().double().numpy() for m in linears]
    logits = model(x)[:, 0].detach().double().numpy()
    return after, total / N_ROWS, logits


def main():
    random = np.random.RandomState(7)
    # Multiples of 1/64 are the same number in single and in double precision.
    exact = lambda array: np.round(array * 64) / 64
    features = exact(random.normal(size=(N_ROWS, N_FEATURES)))
    labels = (features[:, 0] - features[:, 1] * features[:, 2] > 0.3).astype(int)
    cases = []
    for case in CASES:
        activation, hidden_layers, optimizer, l2, of_rows = case
        sizes = [N_FEATURES, *hidden_layers, 1]
        shapes = [(n_in + 1, n_out) for n_in, n_out in zip(sizes, sizes[1:])]
        before = [exact(random.uniform(-1, 1, size=shape)) for shape in shapes]
        after, loss, logits = train_one_epoch(case, before, features, labels, torch.float64)
        single, _, _ = train_one_epoch(case, before, features, labels, torch.float32)
        for exact_layer, single_layer in zip(after, single):
            np.testing.assert_allclose(single_layer, exact_layer, rtol=1e-4, atol=1e-7)
        cases.append(
            {
                "spec": {
                    "hidden_layers": hidden_layers,
                    "activation": activation,
                    "optimizer": optimizer,
                    "batch_size": BATCH_SIZE,
                    "l2": l2,
                    "loss": of_rows,
                },
                "before": [layer.tolist() for layer in before],
                "after": [layer.tolist() for layer in after],
                "training_loss": loss,
                "logits": logits.tolist(),
            }
        )
    document = {"features": features.tolist(), "labels": labels.tolist(), "cases": cases}
    Path(__file__).with_suffix(".json").write_text(json.dumps(document) + "\n")


if __name__ == "__main__":
    main()
