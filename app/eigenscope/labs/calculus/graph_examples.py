"""Ready-made programs of the topic *graph*."""

from __future__ import annotations

from eigenscope.labs.kit.programs.example import Example

LOG_OF_SUM = """x = torch.tensor(0.0, requires_grad=True)
y = torch.tensor(0.6931471805599453, requires_grad=True)
f = torch.log(torch.exp(x) + torch.exp(y))
f.backward()"""
NEURON = """x = torch.tensor(2.0)
w = torch.tensor(-1.0, requires_grad=True)
b = torch.tensor(1.0, requires_grad=True)
a = torch.sigmoid(w * x + b)
loss = (a - 1) ** 2
loss.backward()"""
SQUARES = """w = torch.tensor(-1.0, requires_grad=True)
x = torch.tensor(0.0, requires_grad=True)
y = torch.tensor(-2.0, requires_grad=True)
z = torch.tensor(1.0, requires_grad=True)
a = (w + x + y + z) ** 2
b = (w + x - y - z) ** 2
u = (a + b) ** 2
v = (a - b) ** 2
f = (u + v) ** 2
f.backward()"""
NETWORK = """x = torch.tensor([1.0, 2.0], requires_grad=True)
W1 = torch.tensor([[1.0, -1.0], [0.5, 0.5]], requires_grad=True)
b1 = torch.tensor([0.0, 1.0], requires_grad=True)
W2 = torch.tensor([2.0, 1.0], requires_grad=True)
z = W1 @ x + b1
h = torch.relu(z)
y = W2 @ h
loss = (y - 1) ** 2 / 2
loss.backward()"""
ENTROPY = """z = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
y = torch.tensor([0.0, 0.0, 1.0])
p = torch.softmax(z, dim=0)
loss = -(y * torch.log(p)).sum()
loss.backward()
p - y"""
ATTENTION = """X = torch.tensor([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]], requires_grad=True)
Wq = torch.tensor([[1.0, 0.5], [0.0, 1.0]], requires_grad=True)
Q = X @ Wq
S = Q @ X.T / 2 ** 0.5
P = torch.softmax(S, dim=1)
Y = P @ X
loss = (Y * Y).sum()
loss.backward()"""
DETACHED = """x = torch.arange(4.0, requires_grad=True)
y = x * x
u = y.detach()
z = u * x
z.sum().backward()"""
ACCUMULATED = """x = torch.arange(4.0, requires_grad=True)
y = 2 * torch.dot(x, x)
y.backward()
s = x.sum()
s.backward()
x.grad.zero_()
z = (x * x).sum()
z.backward()"""
LEARNING = """w = torch.tensor(10.0, requires_grad=True)
for i in range(3):
    f = w * w
    f.backward()
    with torch.no_grad():
        w -= 0.2 * w.grad
    w.grad.zero_()"""
SIGMOIDS = """x = torch.tensor(1.0, requires_grad=True)
h = x
for i in range(5):
    h = torch.sigmoid(h)
h.backward()"""
RECURRENT = """W = torch.randn(2, 2, requires_grad=True)
h = torch.tensor([1.0, 0.0])
for i in range(3):
    h = torch.tanh(W @ h)
loss = (h * h).sum()
loss.backward()"""
TWICE = """x = torch.tensor(3.0, requires_grad=True)
y = x * x
y.backward()
y.backward()"""
IN_PLACE = """x = torch.tensor([1.0, 2.0], requires_grad=True)
y = torch.exp(x)
y += 1
y.sum().backward()"""


EXAMPLES = (
    Example(
        "log-sum-exp",
        "log(eˣ + eʸ)",
        "Two branches that meet: the gradients are shares that add up to 1.",
        LOG_OF_SUM,
    ),
    Example(
        "neuron",
        "A neuron",
        "One input, a weight, a bias, σ and a squared error.",
        NEURON,
    ),
    Example(
        "squares",
        "(u + v)²",
        "Sums and differences of squares: branches meet again and again.",
        SQUARES,
    ),
    Example(
        "network",
        "Two layers",
        "A network of two layers with ReLU and a squared error.",
        NETWORK,
    ),
    Example(
        "entropy",
        "Softmax, cross entropy",
        "The gradient at the scores is p − y: what was predicted minus what is right.",
        ENTROPY,
    ),
    Example(
        "attention",
        "Attention",
        "Three tokens attend to each other; X takes part in three places.",
        ATTENTION,
    ),
    Example(
        "detach",
        "detach()",
        "A part counts as constant: no gradient goes through it.",
        DETACHED,
    ),
    Example(
        "accumulate",
        "Accumulating",
        "Gradients add up in .grad, until zero_() clears it.",
        ACCUMULATED,
    ),
    Example(
        "learning",
        "Three steps down",
        "Gradient descent on w²: each step has a graph of its own.",
        LEARNING,
    ),
    Example(
        "sigmoids",
        "Five sigmoids",
        "Each σ makes the gradient at least four times smaller: it vanishes.",
        SIGMOIDS,
    ),
    Example(
        "recurrent",
        "One weight, three times",
        "The same W at each step of a recurrent network: its gradient is the sum over the steps.",
        RECURRENT,
    ),
    Example(
        "twice",
        "Twice back",
        "The second backward() fails: the graph is gone after the first.",
        TWICE,
    ),
    Example(
        "in-place",
        "Written in place",
        "A value that backward() needs is overwritten.",
        IN_PLACE,
    ),
)
"""In the order of a course."""
