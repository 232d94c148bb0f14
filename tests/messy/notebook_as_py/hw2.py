{
 "metadata": {
  "name": ""
 },
 "nbformat": 3,
 "nbformat_minor": 0,
 "worksheets": [
  {
   "cells": [
    {
     "cell_type": "code",
     "collapsed": false,
     "input": [
      "import numpy as np\n"
     ],
     "language": "python",
     "metadata": {},
     "outputs": [
      {
       "output_type": "stream",
       "name": "stdout",
       "text": [
        "A run of long ago\n"
       ]
      }
     ],
     "prompt_number": 1
    },
    {
     "cell_type": "code",
     "collapsed": false,
     "input": [
      "A = np.array([[4, 5, 2, 2, 1], [3, 3, 2, 2, 4], [4, 3, 4, 1, 1], [5, 1, 4, 1, 2], [5, 1, 3, 1, 4]])\n",
      "B = np.array([[4, 3, 3], [5, 5, 5], [2, 4, 3]])\n",
      "\n",
      "# 1.1\n",
      "conv_output_shape = (3, 3)\n",
      "\n",
      "\n",
      "def output_width(I, K, S, P):\n",
      "    return (I + 2 * P - K) // S + 1\n",
      "\n",
      "\n",
      "conv_output = np.array([[(A[i:i + 3, j:j + 3] * B).sum() for j in range(3)] for i in range(3)])\n",
      "input_gradient = np.zeros((5, 5))\n",
      "for i in range(3):\n",
      "    for j in range(3):\n",
      "        input_gradient[i:i + 3, j:j + 3] += B\n"
     ],
     "language": "python",
     "metadata": {},
     "outputs": [
      {
       "output_type": "stream",
       "name": "stdout",
       "text": [
        "A run of long ago\n"
       ]
      }
     ],
     "prompt_number": 2
    },
    {
     "cell_type": "code",
     "collapsed": false,
     "input": [
      "\n",
      "# 1.2\n",
      "pooling_modules = [\"MaxPool2d\", \"AvgPool2d\", \"LPPool2d\"]\n",
      "\n",
      "\n",
      "def max_pool(X, S):\n",
      "    return max(X[i, j] for i, j in S)\n",
      "\n",
      "\n",
      "def avg_pool(X, S):\n",
      "    return sum(X[i, j] for i, j in S) / len(S)\n",
      "\n",
      "\n",
      "def lp_pool(X, S, p):\n",
      "    return sum(abs(X[i, j]) ** p for i, j in S) ** (1 / p)\n",
      "\n",
      "\n",
      "max_pooled = np.array([[conv_output[i:i + 2, j:j + 2].max() for j in range(2)] for i in range(2)])\n",
      "max_pool_p = float(\"inf\")\n",
      "avg_pool_p = 1\n",
      "avg_pool_scale = \"1/n\"\n"
     ],
     "language": "python",
     "metadata": {},
     "outputs": [
      {
       "output_type": "stream",
       "name": "stdout",
       "text": [
        "A run of long ago\n"
       ]
      }
     ],
     "prompt_number": 3
    }
   ],
   "metadata": {}
  }
 ]
}
