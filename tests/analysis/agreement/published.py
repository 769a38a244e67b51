"""Worked examples from the literature, retyped from the tables cited. Units in rows, coders in columns.

The stretches of `FIGURE_2` are sample data of text-alpha, under the licence that stands there.
"""

from __future__ import annotations

from itertools import repeat

N = None


def words(rows: str) -> list[str]:
    """A row of a table in each word."""
    return rows.split()


# Krippendorff, K. (2011). Computing Krippendorff's alpha-reliability. Departmental Papers (ASC) 43,
# University of Pennsylvania. Example A: two observers, binary; B: two observers, nominal; C: any
# number of observers, missing values. C is also Krippendorff (2019), section 12.3.1, and Gwet
# (2014), p. 120.
KRIPPENDORFF_A = list(zip([0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0], strict=True))
KRIPPENDORFF_B = list(zip("aabbdcccedda", "babbbccceddd", strict=True))
KRIPPENDORFF_C = [
    [1, 1, N, 1],
    [2, 2, 3, 2],
    [3, 3, 3, 3],
    [3, 3, 3, 3],
    [2, 2, 2, 2],
    [1, 2, 3, 4],
    [4, 4, 4, 4],
    [1, 1, 2, 1],
    [2, 2, 2, 2],
    [N, 5, 5, 5],
    [N, N, 1, 1],
    [N, N, 3, N],
]

# Krippendorff, K. (2019). Content Analysis, 4th ed., section 12.3.4.1 (Jon, Han, Lee; three
# observers, twelve issues of a newspaper) and 12.3.4.4 (Mary and Dave).
JON_HAN_LEE = list(
    zip(
        [0, 1, 0, 1, 1, 0, 0, 0, 1, 1, 1, 1],
        [0, 1, 0, 1, 0, 0, 0, 0, 1, 1, 0, 1],
        [0, 1, 1, 0, 0, 1, 0, 0, 1, 0, 0, 0],
        strict=True,
    )
)
MARY_DAVE = list(zip("aacccccbbbbd", "acccccbbbbbd", strict=True))

# Hayes, A. F., & Krippendorff, K. (2007). Answering the call for a standard reliability measure for
# coding data. Communication Methods and Measures 1, 77–89, table 1 (p. 84). "." was never seen.
HAYES_KRIPPENDORFF = [
    [N if cell == "." else int(cell) for cell in row]
    for row in words(
        "112.2 1101. 2333. .00.0 000.0 000.0 102.1 1.20. 222.2 2111. .100. 0000. 1222. 33223 111.1 111.1 "
        "212.2 1233. 1101. 000.0 0011. 00.00 2333. 0000. 12.22 0111. 00010 1212. 1122. 112.2 110.0 2121. "
        "22.22 3222. 222.2 223.2 222.2 22.12 2222. 111.1"
    )
]

# Cohen, J. (1960). A coefficient of agreement for nominal scales. Educational and Psychological
# Measurement 20, 37–46, table 2: 200 patients, judges A and B.
COHEN = [
    pair
    for times, pair in [
        *((88, (1, 1)), (14, (2, 1)), (18, (3, 1))),
        *((10, (1, 2)), (40, (2, 2)), (10, (3, 2))),
        *((2, (1, 3)), (6, (2, 3)), (12, (3, 3))),
    ]
    for _ in range(times)
]

# Fleiss, J. L. (1971). Measuring nominal scale agreement among many raters. Psychological Bulletin
# 76, 378–382, table 1: how many of 6 psychiatrists chose each of 5 diagnoses for 30 patients.
FLEISS_COUNTS = words(
    "00060 03003 01401 00006 03030 20400 00402 20310 20040 00006 10050 11040 03300 10050 02031 "
    "00501 30012 51000 02040 10203 00006 01050 02013 20040 10041 05010 40002 02040 10500 00006"
)
FLEISS = [
    [diagnosis for diagnosis, times in enumerate(row) for _ in repeat(None, int(times))]
    for row in FLEISS_COUNTS
]

# Artstein, R., & Poesio, M. (2008). Inter-coder agreement for computational linguistics.
# Computational Linguistics 34, 555–596, tables 1 and 3: 100 utterances, statement or request.
ARTSTEIN_POESIO = [
    pair for times, pair in ((20, "ss"), (20, "sr"), (10, "rs"), (50, "rr")) for _ in range(times)
]
ARTSTEIN_POESIO = [tuple(pair) for pair in ARTSTEIN_POESIO]

# Gwet, K. L. (2014). Handbook of Inter-Rater Reliability, 4th ed.; the tables are those of the
# examples of the author's irrCAC, with the figures of its documentation (coefficients to 3 places).
# Five observers: p. 125. Four raters by sex, four raters in two groups, Ben and Gerry: raw data of
# irrCAC. Abstractors (two reviewers, 100 pregnancies) and diagnoses (223 patients): tables of it.
FIVE_OBSERVERS = list(
    zip(
        [1, 1, 2, N, 0, 0, 1, 1, 2, 2, N, 0, 1, 3, 1],
        [1, 1, 3, 0, 0, 0, 0, N, 2, 1, 1, 0, 2, 3, 1],
        [2, 0, 3, 0, 0, 0, 2, 2, 2, 1, 0, 0, 2, 2, 1],
        [N, 1, 3, N, N, N, N, 0, N, 1, 0, 0, 2, 2, N],
        [2, N, N, 0, 0, 0, 1, N, 2, N, N, N, N, 3, 1],
        strict=True,
    )
)
FOUR_RATERS = list(
    zip("aaaaabbbcaaaaab", "aaaababccaaaaba", "abbcaabbcabbcaa", "ccccaabbcccccaa", strict=True)
)
TWO_GROUPS = [
    [N if cell == "." else cell for cell in row]
    for row in words("aa.a bbcb cccc cccc bbbb abcd dddd aaba bbbb .eee ..aa ..c. bbcb bacb")
]
BEN_GERRY = [(a, N if b == "." else b) for a, b in zip("aabbdcccedda", "babbbccce.dd", strict=True)]


def from_table(table: list[list[int]]) -> list[tuple[int, int]]:
    """Two coders' ratings from the table of how often they gave which pair of values."""
    return [(i, j) for i, row in enumerate(table) for j, times in enumerate(row) for _ in range(times)]


ABSTRACTORS = from_table([[13, 0, 0], [0, 20, 7], [0, 4, 56]])
DIAGNOSES = from_table([[40, 6, 4, 15], [4, 25, 1, 5], [4, 2, 21, 9], [17, 13, 12, 45]])

# Krippendorff, K. (2019). Content Analysis, 4th ed., figure 12.11 (p. 340): three observers cut a
# continuum of length 60; first and last position, value.
FIGURE_12_11 = {
    "alex": [(1, 7, 1), (8, 13, 2), (31, 32, 5), (33, 37, 6), (38, 44, 6), (45, 60, 7)],
    "paul": [(1, 7, 1), (8, 13, 3), (14, 21, 5), (33, 44, 6)],
    "suzan": [(1, 7, 1), (8, 13, 4), (14, 21, 5), (33, 37, 6), (38, 41, 6), (42, 44, 6)],
}

# The worked example of Krippendorff, K. (2004), Quality & Quantity 38, 787–800, as sample data of
# text-alpha (figure-2-example), a continuum of length 300.
#
# MIT License. Copyright (c) 2021 Zachary Yocum
#
# Permission is hereby granted, free of charge, to any person obtaining a copy of this software and
# associated documentation files (the "Software"), to deal in the Software without restriction,
# including without limitation the rights to use, copy, modify, merge, publish, distribute,
# sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is
# furnished to do so, subject to the following conditions:
#
# The above copyright notice and this permission notice shall be included in all copies or
# substantial portions of the Software.
#
# THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT
# NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND
# NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM,
# DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT
# OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
FIGURE_2 = {
    "i": [(30, 90, "k"), (75, 145, "c"), (150, 200, "k"), (220, 250, "c")],
    "j": [(30, 90, "k"), (70, 150, "c"), (150, 200, "k"), (205, 225, "c"), (250, 270, "c")],
}
