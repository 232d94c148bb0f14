# A ReLU too many; label not subtracted; autograd where it is forbidden.
import torch


def softmax_loss(scores, labels):
    N = len(labels)
    shifted = scores - scores.max(dim=1, keepdim=True).values
    logs = shifted - shifted.exp().sum(dim=1, keepdim=True).log()
    loss = -logs[torch.arange(N), labels].mean()
    dscores = logs.exp()
    return loss, dscores / N


def mse_loss(y, target):
    difference = y - target
    return (difference ** 2).mean(), 2 * difference / y.numel()


dsigmoid = "sigmoid(z) * (1 - sigmoid(z))"


dleast_squares = "2 * X.T @ (X @ w - y)"


dquadratic = "(A + A.T) @ x"


def forward(x, W1, b1, W2, b2):
    h = (x @ W1 + b1).clamp(min=0)
    scores = torch.relu(h @ W2 + b2)
    return scores, {"x": x, "h": h, "W1": W1, "W2": W2}


def backward(dscores, cache):
    x, W1, W2 = (cache[k].clone().requires_grad_() for k in ("x", "W1", "W2"))
    b1 = torch.zeros(W1.shape[1], dtype=x.dtype, requires_grad=True)
    h = torch.relu(x @ W1 + b1)
    b2 = torch.zeros(W2.shape[1], dtype=x.dtype, requires_grad=True)
    (h @ W2 + b2).backward(dscores)
    return {"x": x.grad, "W1": W1.grad, "b1": b1.grad, "W2": W2.grad, "b2": b2.grad}


class Swish(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x * torch.sigmoid(x)

    @staticmethod
    def backward(ctx, dy):
        (x,) = ctx.saved_tensors
        s = torch.sigmoid(x)
        return dy * (s + x * s * (1 - s))


def momentum_step(w, v, g, lr, rho):
    v = rho * v + g
    return w - lr * v, v


def adam_step(w, m, v, g, lr, step):
    m = 0.9 * m + 0.1 * g
    v = 0.999 * v + 0.001 * g ** 2
    m_hat = m / (1 - 0.9 ** step)
    v_hat = v / (1 - 0.999 ** step)
    return w - lr * m_hat / (v_hat.sqrt() + 1e-8), m, v
