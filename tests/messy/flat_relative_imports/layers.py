def max_pool(X, S):
    return max(X[i, j] for i, j in S)


def avg_pool(X, S):
    return sum(X[i, j] for i, j in S) / len(S)


def lp_pool(X, S, p):
    return sum(abs(X[i, j]) ** p for i, j in S) ** (1 / p)


