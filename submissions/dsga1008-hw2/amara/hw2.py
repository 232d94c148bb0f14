# DS-GA 1008 - Homework 2
# Amara

A = [[4, 5, 2, 2, 1],
     [3, 3, 2, 2, 4],
     [4, 3, 4, 1, 1],
     [5, 1, 4, 1, 2],
     [5, 1, 3, 1, 4]]
B = [[4, 3, 3],
     [5, 5, 5],
     [2, 4, 3]]


def convolve(image, kernel):
    rows = len(image) - len(kernel) + 1
    cols = len(image[0]) - len(kernel[0]) + 1
    out = []
    for i in range(rows):
        row = []
        for j in range(cols):
            s = 0
            for k in range(len(kernel)):
                for l in range(len(kernel[0])):
                    s += image[i + k][j + l] * kernel[k][l]
            row.append(s)
        out.append(row)
    return out


# 1.1
conv_output_shape = (3, 3)
output_width = "(I + 2*P - K) // S + 1"
conv_output = convolve(A, B)

# (d): every C[n][m] hands B[k][l] back to A[n+k][m+l]
input_gradient = [[0] * 5 for _ in range(5)]
for n in range(3):
    for m in range(3):
        for k in range(3):
            for l in range(3):
                input_gradient[n + k][m + l] += B[k][l]

# 1.2
pooling_modules = ["MaxPool2d", "AvgPool2d", "LPPool2d"]


def max_pool(X, S):
    return max(X[i][j] for i, j in S)


def avg_pool(X, S):
    return sum(X[i][j] for i, j in S) / len(S)


def lp_pool(X, S, p):
    return sum(abs(X[i][j]) ** p for i, j in S) ** (1 / p)


C = conv_output
max_pooled = [[max(C[i][j], C[i][j + 1], C[i + 1][j], C[i + 1][j + 1]) for j in range(2)]
              for i in range(2)]

max_pool_p = float('inf')
avg_pool_p = 1
avg_pool_scale = lambda n: 1 / n
