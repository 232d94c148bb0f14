"""DS-GA 1008: Deep Learning, Homework 2.

Replace every None, and the body of every function. What you leave as it is counts as missing.
"""

# 1.1 (a) Output shape
conv_output_shape = None

# 1.1 (b) Output width
output_width = None

# 1.1 (c) Convolution result, 3x3
conv_output = None

# 1.1 (d) Gradient with respect to the image, 5x5
input_gradient = None

# 1.2 (a) Pooling modules
pooling_modules = None


# 1.2 (b) Pooling formulas
def max_pool(X, S):
    raise NotImplementedError


def avg_pool(X, S):
    raise NotImplementedError


def lp_pool(X, S, p):
    raise NotImplementedError


# 1.2 (c) Max-pooling of C, 2x2
max_pooled = None

# 1.2 (d) Pooling as LP-pooling
max_pool_p = None
avg_pool_p = None
avg_pool_scale = None
pooling_explanation = None
