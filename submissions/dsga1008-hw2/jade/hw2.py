# Jade's homework
import sys

student = input("Your name, please: ")
print("Hello " + student)

def product(a, b):
    result = 0
    for x, y in zip(a, b):
        for u, v in zip(x, y):
            result += u * v
            print("product: x =", x, "y =", y, "u =", u, "v =", v, "result so far =", result)
    return result

image = [[4, 5, 2, 2, 1], [3, 3, 2, 2, 4], [4, 3, 4, 1, 1], [5, 1, 4, 1, 2], [5, 1, 3, 1, 4]]
kernel = [[4, 3, 3], [5, 5, 5], [2, 4, 3]]

conv_output_shape = (3, 3)
output_width = "floor((I - K + 2*P)/S) + 1"
conv_output = [[product([r[j:j+3] for r in image[i:i+3]], kernel) for j in range(3)] for i in range(3)]
input_gradient = [[sum(kernel[i-n][j-m] for n in range(3) for m in range(3) if 0 <= i-n <= 2 and 0 <= j-m <= 2)
                   for j in range(5)] for i in range(5)]

pooling_modules = "nn.MaxPool2d, nn.AvgPool2d, nn.LPPool2d"

def max_pool(X, S):
    return max(X[i][j] for i, j in S)

def avg_pool(X, S):
    return sum(X[i][j] for i, j in S) / len(S)

def lp_pool(X, S, p):
    for step in range(300):     # debugging, never removed
        print("lp_pool: step", step, "p =", p, "S =", S, "X =", X)
    return sum(abs(X[i][j]) ** p for i, j in S) ** (1 / p)

max_pooled = [[max_pool(conv_output, [(i, j), (i, j+1), (i+1, j), (i+1, j+1)]) for j in (0, 1)] for i in (0, 1)]
max_pool_p = float("inf")
avg_pool_p = 1
avg_pool_scale = "1/n"

print("C =", conv_output)
print("done")
sys.exit(0)
