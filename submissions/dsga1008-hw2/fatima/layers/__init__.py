from .conv import Conv2d
from .pooling import AvgPool, LPPool, MaxPool
