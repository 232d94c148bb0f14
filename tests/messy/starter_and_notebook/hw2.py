"""DS-GA 1008: Deep Learning · Homework 2

Fill in every part; `grader check` says where you stand.
"""

import numpy as np

# 1.1 (a) Output shape
#
# What is the dimensionality of the output if we forward propagate the image over the given
# convolution kernel with no padding and a stride of 1?
conv_output_shape = None  # a shape: a tuple of whole numbers

# 1.1 (b) Output width
def output_width(I: int, K: int, S: int, P: int):
    """Give a general formula of the output width O in terms of the input width I, kernel width
    K, stride S, and padding P (both in the beginning and in the end). Note that the same
    formula holds for the height. Make sure that your answer in part (a) is consistent with
    your formula.
    """
    raise NotImplementedError


# 1.1 (c) Convolution result
#
# Compute the output C of forward propagating the image over the given convolution kernel.
# Assume that the bias term of the convolution is zero.
conv_output = None  # 3 x 3: nested lists, a NumPy array or a tensor

# 1.1 (d) Gradient with respect to the image
#
# Suppose the gradient backpropagated from the layers above this layer is a 3 × 3 matrix of all
# 1s. Write the value of the gradient with respect to the input image backpropagated out of this
# layer. That is, you are given that \frac{\partial E}{\partial C_{ij}} = 1 for some scalar
# error E and i, j \in \{1, 2, 3\}. You need to compute \frac{\partial E}{\partial A_{ij}} for
# i, j \in \{1, \dots, 5\}. The chain rule should help!
input_gradient = None  # 5 x 5: nested lists, a NumPy array or a tensor

# 1.2 (a) Pooling modules
#
# List the torch.nn modules for the 2D versions of these pooling techniques and read what they
# do.
pooling_modules = None  # a list of names

# 1.2 (b) Pooling formulas
#
# Denote the k-th input feature maps to a pooling module as \boldsymbol{X}^k \in
# \mathbb{R}^{H_{\text{in}} \times W_{\text{in}}} where H_{in} and W_{in} represent the input
# height and width, respectively. Let \boldsymbol{Y}^k \in \mathbb{R}^{H_{\text{out}} \times
# W_{\text{out}}} denote the k-th output feature map of the module where H_{out} and W_{out}
# represent the output height and width, respectively. Let S^k_{i,j} be a list of the indexes of
# elements in the sub-region of X^k used for generating Y^k_{i,j}, the (i,j)-th entry of Y^k.
# Using this notation, give formulas for Y^k_{i,j} from three pooling modules.
#
# Write each as a Python function: max_pool(X, S), avg_pool(X, S) and lp_pool(X, S, p). X is one
# feature map, a NumPy array; S is a list of (row, column) pairs; each returns the entry of Y.
def max_pool(X: np.ndarray, S: list[tuple[int, ...]]):
    raise NotImplementedError


def avg_pool(X: np.ndarray, S: list[tuple[int, ...]]):
    raise NotImplementedError


def lp_pool(X: np.ndarray, S: list[tuple[int, ...]], p: int):
    raise NotImplementedError


# 1.2 (c) Max-pooling of C
#
# Write out the result of applying a max-pooling module with kernel size of 2 and stride of 1 to
# C from Part 1.1.
max_pooled = None  # 2 x 2: nested lists, a NumPy array or a tensor

# 1.2 (d) Pooling as LP-pooling
#
# Show how max-pooling and average pooling can be expressed in terms of LP-pooling.
#
# Give the exponents as max_pool_p and avg_pool_p, and the factor in avg = scale(n) · LP as
# avg_pool_scale, a formula in n = |S|. You may add a few words of explanation as
# pooling_explanation. The feature maps have no negative entries.
max_pool_p = None  # a number
avg_pool_p = None  # a number
def avg_pool_scale(n: int):
    raise NotImplementedError


pooling_explanation = ""  # a few sentences, if you like
