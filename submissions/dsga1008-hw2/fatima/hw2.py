# fatima, homework 2
# everything that is more than one line is in the package layers/
from layers import AvgPool, Conv2d, LPPool, MaxPool
from layers.data import A, B

conv = Conv2d(B)

conv_output = conv.forward(A)
conv_output_shape = (len(conv_output), len(conv_output[0]))
input_gradient = conv.backward([[1.0] * 3 for _ in range(3)])


def output_width(I, K, S, P):
    # ceil without floats
    return -(-(I + 2 * P - (K - 1)) // S)


pooling_modules = ["MaxPool2d", "AvgPool2d", "LPPool2d", "AdaptiveMaxPool2d", "AdaptiveAvgPool2d"]

max_pool = MaxPool()
avg_pool = AvgPool()


def lp_pool(X, S, p):
    return LPPool(p)(X, S)


max_pooled = [[max_pool(conv_output, [(i, j), (i, j + 1), (i + 1, j), (i + 1, j + 1)])
               for j in range(2)] for i in range(2)]

max_pool_p = float("inf")
avg_pool_p = 1
avg_pool_scale = "n**-1"
