# ben - did (c) and (d) by hand, checked with a calculator

# 1.1
conv_output_shape = [3, 3]
output_width = r"\lceil (I + 2P - (K - 1)) / S \rceil"
conv_output = [
    [109, 92, 72],
    [108, 85, 74],
    [110, 74, 79],
]
input_gradient = [
    [ 4,  7, 10,  6,  3],
    [ 9, 17, 25, 16,  8],
    [11, 23, 34, 23, 11],
    [ 7, 16, 24, 17,  8],
    [ 2,  6,  9,  7,  3],
]

# 1.2
pooling_modules = "MaxPool2d, AvgPool2d, LPPool2d"

def max_pool(X, S): return max([X[i][j] for i, j in S])
def avg_pool(X, S): return sum([X[i][j] for i, j in S]) / len(S)
def lp_pool(X, S, p): return sum([abs(X[i][j])**p for i, j in S]) ** (1/p)

max_pooled = [[109, 92], [110, 85]]

max_pool_p = float("infinity")
avg_pool_p = 1
def avg_pool_scale(n): return 1/n
pooling_explanation = "max is LP with p = infinity. Average is the same as LP with p = 1 up to the factor 1/n."
