# ruff: noqa: E501  (lines as they are written elsewhere)
"""Lines of torch and NumPy as courses write them: each block is a program of its own."""

from __future__ import annotations

PROGRAMS = {
    "scalars": """
x = torch.tensor(3.0); y = torch.tensor(2.0)
x + y; x * y; x / y; x ** y
f = torch.tensor(52.0); c = 5 / 9 * (f - 32)
n = np.float64(5); np.isscalar(3.5)
""",
    "making and asking": """
x = torch.arange(12)
x.shape; len(x); x.numel(); x.dim(); x[3]; x[-1]; x[1:3]
X = x.reshape(3, 4); x.reshape(3, -1); x.reshape(-1, 4)
torch.zeros((2, 3, 4)); torch.ones([2, 3, 4]); torch.randn(3, 4); torch.eye(3)
torch.tensor([[2, 1, 4, 3], [1, 2, 3, 4], [4, 3, 2, 1]])
A = torch.arange(20).reshape(4, 5); A[1, 2]; A[0]; A[:, 1]; A[1:3, 2:]; A.T
B = torch.tensor([[1, 2, 3], [2, 0, 4], [3, 4, 5]]); B == B.T; (B == B.T).all()
T = torch.arange(24).reshape(2, 3, 4); T[1, 2]; T[:, 0, :]; T[..., -1]; T[0, :, ::2]
image = torch.zeros(3, 8, 8); batch = torch.stack((image, image + 1)); video = torch.zeros(5, 3, 8, 8)
""",
    "elementwise, joining, writing into": """
x = torch.tensor([1.0, 2, 4, 8]); y = torch.tensor([2, 2, 2, 2])
x + y; x - y; x * y; x / y; x ** y; torch.exp(x)
X = torch.arange(12, dtype=torch.float32).reshape((3, 4))
Y = torch.tensor([[2.0, 1, 4, 3], [1, 2, 3, 4], [4, 3, 2, 1]])
torch.cat((X, Y), dim=0); torch.cat((X, Y), dim=1); X == Y; X < Y; X.sum()
X[1, 2] = 17; X[0:2, :] = 12; Z = torch.zeros_like(Y); Z[:] = X + Y; X += Y
a = torch.arange(3).reshape((3, 1)); b = torch.arange(2).reshape((1, 2)); a + b
S = torch.arange(6.0).reshape(2, 3); S * S; 2 + S; 2 * S; B = S.clone()
""",
    "reducing": """
A = torch.arange(20, dtype=torch.float32).reshape(5, 4)
A.sum(); A.sum(axis=0); A.sum(dim=1); A.sum(axis=[0, 1]); A.mean(); A.mean(axis=0); A.sum(axis=0) / A.shape[0]
s = A.sum(axis=1, keepdims=True); A / s; A.cumsum(axis=0); A.max(dim=1); A.argmax(dim=1); A.softmax(dim=1)
V = torch.arange(24.0).reshape(2, 3, 4); V.sum(dim=(0, 2)); V.mean(dim=-1, keepdim=True); V.norm()
""",
    "products and norms": """
x = torch.arange(4, dtype=torch.float32); y = torch.ones(4, dtype=torch.float32)
torch.dot(x, y); torch.sum(x * y); (x * y).sum()
A = torch.arange(20, dtype=torch.float32).reshape(5, 4); A @ x; torch.mv(A, x)
B = torch.ones(4, 3); torch.mm(A, B); A @ B; torch.einsum("ij,jk->ik", A, B)
u = torch.tensor([3.0, -4.0]); torch.norm(u); torch.abs(u).sum(); u.abs().max(); torch.norm(torch.ones((4, 9)))
torch.einsum("ijk,il,j->kl", torch.arange(1.0, 13).reshape(2, 2, 3), torch.tensor([[1.0, 2], [3, 4]]), torch.tensor([1.0, 2]))
cos = torch.dot(u, u) / (torch.norm(u) * torch.norm(u))
""",
    "memory": """
X = torch.arange(12); Y = X.view(3, 4); Y[0, 0] = 100; X
Y.T.is_contiguous(); Y.T.stride(); Y.T.contiguous().stride(); Y.permute(1, 0).reshape(12)
E = torch.arange(3).reshape(3, 1).expand(3, 4); E.stride()
""",
    "as numpy people write it": """
X = np.random.randn(2, 3); W = np.random.randn(3, 4); b = np.random.randn(4); Z = np.dot(X, W) + b; Z.shape
A = np.array([[2, 1], [1, 2]]); w, v = np.linalg.eig(A); np.allclose(A @ v[:, 0], w[0] * v[:, 0])
np.linalg.solve(np.array([[2.0, 1], [1, 3]]), np.array([3.0, 5])); A.T; A + 3; 3 * A; A + A; np.concatenate((A, A), axis=1)
""",
    "a layer, a convolution, attention": """
X = torch.tensor([[1.0, 2], [-1, 0], [0, 3]]); W = torch.tensor([[1.0, -1], [2, 1]]); b = torch.tensor([0.0, -1])
H = torch.relu(X @ W.T + b); F.linear(X, W, b); torch.sigmoid(H); torch.tanh(H)
img = torch.arange(9.0).reshape(1, 1, 3, 3); K = torch.arange(4.0).reshape(1, 1, 2, 2); F.conv2d(img, K); F.conv2d(img, K, padding=1, stride=(3, 2)); F.unfold(img, 2)
Q = K = torch.tensor([[1.0, 0], [0, 1], [1, 1]]); V = torch.tensor([[1.0, 0], [0, 1], [2, 2]])
P = torch.softmax(Q @ K.T / 2 ** 0.5, dim=-1); P @ V; P.sum(dim=-1)
""",
    "gradients": """
x = torch.arange(4.0, requires_grad=True); y = 2 * torch.dot(x, x); y.backward(); x.grad
x.grad.zero_(); y = x * x; y.sum().backward(); x.grad
x.grad.zero_(); u = (x * x).detach(); z = u * x; z.sum().backward(); x.grad == u
""",
}
