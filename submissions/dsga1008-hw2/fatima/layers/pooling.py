class MaxPool:
    def __call__(self, X, S):
        return max(X[i][j] for i, j in S)


class AvgPool:
    def __call__(self, X, S):
        return sum(X[i][j] for i, j in S) / len(S)


class LPPool:
    def __init__(self, p):
        self.p = p

    def __call__(self, X, S):
        return sum(abs(X[i][j]) ** self.p for i, j in S) ** (1 / self.p)
