# Hugo - hw2 (exported from my notebook)
# In[1]:
import numpy as np
A = np.array([[4, 5, 2, 2, 1], [3, 3, 2, 2, 4], [4, 3, 4, 1, 1], [5, 1, 4, 1, 2], [5, 1, 3, 1, 4]])
B = np.array([[4, 3, 3], [5, 5, 5], [2, 4, 3]])

# In[2]:
conv_output_shape = (3, 3)
output_width = lambda I, K, S, P: (I + 2*P - K)//S + 1

# In[3]:
def conv2d(x, w):
    n = len(x) - len(w) + 1
    return np.array([[(x[i:i+len(w), j:j+len(w)]*w).sum() for j in range(n)] for i in range(n)])

# In[7]:
conv_output = conv2D(A, B)

# In[5]:
input_gradient = conv2d(np.pad(np.ones((3, 3)), 2), np.rot90(B, 2))

# In[9]:
pooling_modules = ["nn.MaxPool2d", "nn.AvgPool2d", "nn.LPPool2d"]

def max_pool(X, S):
    return np.max([X[i, j] for i, j in S])

def avg_pool(X, S):
    return np.mean([X[i, j] for i, j in S])

def lp_pool(X, S, p):
    return np.sum([np.abs(X[i, j])**p for i, j in S])**(1/p)

# In[10]:
max_pooled = np.array([[conv_output[i:i+2, j:j+2].max() for j in range(2)] for i in range(2)])

# In[11]:
max_pool_p = np.inf
avg_pool_p = 1
avg_pool_scale = "1/n"
