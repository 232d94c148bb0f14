# Wei
# I wrote the answers like in my notebook

conv_output_shape = "three by three"

output_width = "input width plus two times the padding minus kernel width, divided by the stride (round down), plus one"

conv_output = [["109", "92", "72"],
               ["108", "85", "74"],
               ["110", "74", "79"]]

input_gradient = """
 4  7 10  6  3
 9 17 25 16  8
11 23 34 23 11
 7 16 24 17  8
 2  6  9  7  3
"""

pooling_modules = "max pooling, average pooling, LP pooling"

max_pool = "max of X[n] for n in S"
avg_pool = "1/|S| * sum of X[n] for n in S"
lp_pool = "p-th root of the sum of |X[n]|^p"

max_pooled = [["109", "92"], ["110", "85"]]

max_pool_p = "very large"
avg_pool_p = 1
avg_pool_scale = "one over the number of elements"

pooling_explanation = """Max pooling takes the biggest element. If p is very large, the biggest element
to the power of p is much bigger than all the others, so only this one counts."""
