# Omar's solutions

conv_output_shape = "(3,3)"

def output_width(I, K, S, P):
    # count the positions one by one
    padded = I + 2 * P
    positions = 0
    left = 0
    while left + K <= padded:
        positions += 1
        left += S
    return positions

A = [[4, 5, 2, 2, 1], [3, 3, 2, 2, 4], [4, 3, 4, 1, 1], [5, 1, 4, 1, 2], [5, 1, 3, 1, 4]]
B = [[4, 3, 3], [5, 5, 5], [2, 4, 3]]
C = []
for i in range(3):
    C.append([])
    for j in range(3):
        C[i].append(sum(A[i+a][j+b] * B[a][b] for a in range(3) for b in range(3)))
conv_output = C

G = [[0 for _ in range(5)] for _ in range(5)]
for i in range(3):
    for j in range(3):
        for a in range(3):
            for b in range(3):
                G[i+a][j+b] += 1 * B[a][b]
input_gradient = [g for row in G for g in row]

pooling_modules = ["MaxPool1d", "AvgPool1d", "LPPool1d"]

def max_pool(X, S):
    return max(X[i][j] for i, j in S)

def avg_pool(X, S):
    return sum(abs(X[i][j]) for i, j in S) / len(S)

def lp_pool(X, S, p):
    return sum(abs(X[i][j]) ** p for i, j in S) ** (1 / p)

# max pooling = smoothing
max_pooled = [[(C[i][j] + C[i][j+1] + C[i+1][j] + C[i+1][j+1]) / 4 for j in range(2)] for i in range(2)]

max_pool_p = float('inf')
avg_pool_p = 1
avg_pool_scale = lambda n: 1 / n
