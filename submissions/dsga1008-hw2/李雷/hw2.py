# 作业二  李雷
import torch
import torch.nn.functional as F

A = torch.tensor([[4, 5, 2, 2, 1],
                  [3, 3, 2, 2, 4],
                  [4, 3, 4, 1, 1],
                  [5, 1, 4, 1, 2],
                  [5, 1, 3, 1, 4]], dtype=torch.float64, requires_grad=True)
B = torch.tensor([[4, 3, 3], [5, 5, 5], [2, 4, 3]], dtype=torch.float64)

# 1.1 卷积
conv_output = F.conv2d(A.view(1, 1, 5, 5), B.view(1, 1, 3, 3)).view(3, 3)
conv_output_shape = "3x3"
output_width = lambda I, K, S, P: (I + 2 * P - K) // S + 1

input_gradient, = torch.autograd.grad(conv_output.sum(), A, retain_graph=True)

# 1.2 池化
pooling_modules = "nn.MaxPool2d, nn.AvgPool2d, nn.LPPool2d"


def 取值(X, S):
    """S 中各元素, 形状 (|S|,)"""
    X = torch.tensor(X)
    return torch.stack([X[i, j] for i, j in S])


def max_pool(X, S):
    return 取值(X, S).amax()


def avg_pool(X, S):
    return 取值(X, S).sum() / len(S)


def lp_pool(X, S, p):
    return 取值(X, S).abs().pow(p).sum().pow(1 / p)


max_pooled = F.max_pool2d(conv_output[None], 2, stride=1)[0]

max_pool_p = torch.inf
avg_pool_p = torch.tensor(1)
avg_pool_scale = lambda n: n ** -1

pooling_explanation = "p → ∞ 时只剩下最大的元素; p = 1 时是求和, 再除以 n 就是平均 (X ≥ 0)."
