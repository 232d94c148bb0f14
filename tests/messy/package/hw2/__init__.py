import numpy as np
from .first import *
from .pooling import max_pool, avg_pool, lp_pool
from . import pooling
pooling_modules = ["MaxPool2d", "AvgPool2d", "LPPool2d"]
max_pooled = np.array([[conv_output[i:i + 2, j:j + 2].max() for j in range(2)] for i in range(2)])
max_pool_p = float("inf")
avg_pool_p = 1
avg_pool_scale = "1/n"
