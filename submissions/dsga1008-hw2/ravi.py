# tabs, sorry, my editor insists
import math

A = [[4, 5, 2, 2, 1], [3, 3, 2, 2, 4], [4, 3, 4, 1, 1], [5, 1, 4, 1, 2], [5, 1, 3, 1, 4]]
B = [[4, 3, 3], [5, 5, 5], [2, 4, 3]]

def dims(m):
	return len(m), len(m[0])

def corr(a, b, pad=0):
	h, w = dims(a)
	p = [[0]*(w + 2*pad) for _ in range(h + 2*pad)]
	for i in range(h):
		for j in range(w):
			p[i+pad][j+pad] = a[i][j]
	kh, kw = dims(b)
	return [[sum(p[i+u][j+v]*b[u][v] for u in range(kh) for v in range(kw))
		for j in range(w + 2*pad - kw + 1)]
		for i in range(h + 2*pad - kh + 1)]

def rot180(m):
	return [row[::-1] for row in m[::-1]]

conv_output_shape = "3 by 3"
output_width = "math.floor((I - K + 2 * P) / S) + 1"
conv_output = corr(A, B)
input_gradient = corr([[1]*3]*3, rot180(B), pad=2)

pooling_modules = ("torch.nn.MaxPool2d", "nn.AvgPool2d", "LPPool2d")

def max_pool(X, S):
	first, *rest = S
	m = X[first[0]][first[1]]
	for i, j in rest:
		m = max(m, X[i][j])
	return m

def avg_pool(X, S):
	return math.fsum(X[i][j] for i, j in S)/len(S)

def lp_pool(X, S, p):
	return math.fsum(abs(X[i][j])**p for i, j in S)**(1/p)

max_pooled = [[max(conv_output[i+u][j+v] for u in (0, 1) for v in (0, 1)) for j in (0, 1)] for i in (0, 1)]
max_pool_p = math.inf
avg_pool_p = 1
avg_pool_scale = "1/n"

if __name__ == "__main__":
	for name in ("conv_output", "input_gradient", "max_pooled"):
		print(name)
		for row in globals()[name]:
			print("\t".join(str(v) for v in row))
