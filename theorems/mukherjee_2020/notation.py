"""How the thesis is cited, and what notes on its readings say."""

from functools import partial

from falsum import Source

citation = (
    "A. Mukherjee, A Study of the Mathematics of Deep Learning, PhD thesis, Johns "
    "Hopkins University, 2020"
)
source = partial(Source, "mukherjee_2020", citation=citation)
CORRECTED = "Its correction is that of the printed statement."  # for the notes of readings
