"""Symbols of the supplement: k neurons, d patterns."""

from functools import partial

from falsum import Source, naturals, parameter

citation = (
    "A. Brutzkus, A. Globerson, An Optimization and Generalization Analysis for Max-"
    "Pooling Networks, supplementary material, 2021"
)
source = partial(Source, "brutzkus_globerson_2021", citation=citation)

k = parameter("k", "number of neurons", domain=naturals)
d = parameter("d", "number of patterns", domain=naturals)
