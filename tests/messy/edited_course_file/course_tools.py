def windows(X, k):
    return [[X[i:i + k, j:j + k] for j in range(3)] for i in range(3)]  # hack!!
