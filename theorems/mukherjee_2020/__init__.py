"""A. Mukherjee, A Study of the Mathematics of Deep Learning, PhD thesis, Johns Hopkins University, 2020."""
