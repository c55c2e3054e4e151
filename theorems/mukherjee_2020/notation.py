"""How the thesis is cited, and what notes on its readings say."""

from falsum import Document

thesis = Document(
    "mukherjee_2020",
    "A. Mukherjee, A Study of the Mathematics of Deep Learning, PhD thesis, Johns "
    "Hopkins University, 2020",
)
CORRECTED = "Its correction is that of the printed statement."  # for the notes of readings
