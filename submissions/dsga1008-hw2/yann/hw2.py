# Yann, homework 2
A = [[4,5,2,2,1],[3,3,2,2,4],[4,3,4,1,1],[5,1,4,1,2],[5,1,3,1,4]]
B = [[4,3,3],[5,5,5],[2,4,3]]

conv_output_shape = (3, 3)
output_width = "(I + 2*P - K)//S + 1"

conv_output = []
for i in range(3):
    row = []
    for j in range(3):
        row.append(sum(A[i+k][j+l]*B[k][l] for k in range(3) for l in range(3)))
    conv_output.append(row)
print "C =", conv_output

input_gradient = [[0]*5 for i in range(5)]
for i in range(3):
    for j in range(3):
        for k in range(3):
            for l in range(3):
                input_gradient[i+k][j+l] += B[k][l]

pooling_modules = ["MaxPool2d", "AvgPool2d", "LPPool2d"]

def max_pool(X, S):
    return max(X[i][j] for (i, j) in S)

def avg_pool(X, S):
    return sum(X[i][j] for (i, j) in S)/len(S)

def lp_pool(X, S, p):
    return sum(abs(X[i][j])**p for (i, j) in S)**(1./p)

max_pooled = [[109, 92], [110, 85]]
max_pool_p = float('inf')
avg_pool_p = 1
avg_pool_scale = "1/n"
