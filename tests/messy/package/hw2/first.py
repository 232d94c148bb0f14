import numpy as np
A = np.array([[4, 5, 2, 2, 1], [3, 3, 2, 2, 4], [4, 3, 4, 1, 1], [5, 1, 4, 1, 2], [5, 1, 3, 1, 4]])
B = np.array([[4, 3, 3], [5, 5, 5], [2, 4, 3]])

# 1.1
conv_output_shape = (3, 3)


def output_width(I, K, S, P):
    return (I + 2 * P - K) // S + 1


conv_output = np.array([[(A[i:i + 3, j:j + 3] * B).sum() for j in range(3)] for i in range(3)])
input_gradient = np.zeros((5, 5))
for i in range(3):
    for j in range(3):
        input_gradient[i:i + 3, j:j + 3] += B
