# Zoë – Aufgabe 2 (geschrieben unter Windows, Zeilenenden sind CRLF)
import numpy as np
from torch import nn

A = np.array([[4, 5, 2, 2, 1], [3, 3, 2, 2, 4], [4, 3, 4, 1, 1], [5, 1, 4, 1, 2], [5, 1, 3, 1, 4]], dtype=np.int32)
B = np.array([[4, 3, 3], [5, 5, 5], [2, 4, 3]], dtype=np.int32)

conv_output_shape = "3 × 3"
output_width = "floor((I + 2*P - K) / S) + 1"

# Toeplitz-Matrix: C = T @ A
T = np.zeros((9, 25), dtype=np.int32)
for i in range(3):
    for j in range(3):
        fenster = np.zeros((5, 5), dtype=np.int32)
        fenster[i:i+3, j:j+3] = B
        T[3*i + j] = fenster.ravel()

conv_output = (T @ A.ravel()).reshape(3, 3)
input_gradient = (T.T @ np.ones(9, dtype=np.int32)).reshape(5, 5)

pooling_modules = [nn.MaxPool2d(2), nn.AvgPool2d(2), nn.LPPool2d(2, 2)]


def max_pool(X, S):
    return np.asarray(X)[tuple(np.transpose(S))].max()


def avg_pool(X, S):
    return np.array(np.asarray(X)[tuple(np.transpose(S))].mean())


def lp_pool(X, S, p):
    x = np.abs(np.asarray(X)[tuple(np.transpose(S))])
    größte = x.max()
    if größte == 0:
        return 0.0
    return größte * ((x / größte) ** p).sum() ** (1 / p)


max_pooled = np.maximum.reduce([conv_output[:2, :2], conv_output[:2, 1:], conv_output[1:, :2], conv_output[1:, 1:]])

max_pool_p = "inf"
avg_pool_p = np.int64(1)
avg_pool_scale = lambda n: 1 / n
