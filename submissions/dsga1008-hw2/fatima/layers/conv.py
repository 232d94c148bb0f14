class Conv2d:
    """Stride 1, no padding, one channel; keeps its input for backward."""

    def __init__(self, kernel):
        self.kernel = kernel
        self.k = len(kernel)
        self.x = None

    def forward(self, x):
        self.x = x
        n = len(x) - self.k + 1
        m = len(x[0]) - self.k + 1
        return [[sum(self.kernel[a][b] * x[i + a][j + b] for a in range(self.k) for b in range(self.k))
                 for j in range(m)] for i in range(n)]

    def backward(self, dy):
        dx = [[0.0] * len(self.x[0]) for _ in self.x]
        for i, row in enumerate(dy):
            for j, g in enumerate(row):
                for a in range(self.k):
                    for b in range(self.k):
                        dx[i + a][j + b] += g * self.kernel[a][b]
        return dx
