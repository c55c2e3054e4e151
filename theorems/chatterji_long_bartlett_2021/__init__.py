"""Chatterji, Long, Bartlett, When Does Gradient Descent with Logistic Loss Find Interpolating Two-Layer Networks?, arXiv:2012.02409v4."""
