# all numbers by hand. -- quinn
from math import inf

conv_output_shape = (3, 3)
output_width = "1 + (I - K + 2*P) // S"

# 4*4+5*3+2*3 + 3*5+3*5+2*5 + 4*2+3*4+4*3 = 109 and so on
conv_output = [[109, 92, 72],
               [108, 85, 75],
               [110, 74, 79]]

# corners first, then the edges, then the middle
input_gradient = [[4, 7, 10, 6, 3],
                  [9, 17, 25, 16, 8],
                  [11, 23, 35, 23, 11],
                  [7, 16, 24, 17, 8],
                  [2, 6, 9, 8, 3]]

pooling_modules = ("MaxPool2d", "AvgPool2d", "LPPool")


def max_pool(X, S):
    return max(X[i][j] for i, j in S)


def avg_pool(X, S):
    return sum(X[i][j] for i, j in S) / len(S)


def lp_pool(X, S, p):
    return sum(abs(X[i][j]) ** p for i, j in S) ** (1 / p)


max_pooled = [[109, 92],
              [110, 85]]

max_pool_p = inf
avg_pool_p = 2
avg_pool_scale = "1/n"
