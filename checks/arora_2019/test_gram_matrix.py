"""The expectation by the geometry of two half planes, against the printed arc cosine."""

from typing import Any

from array_api_compat import array_namespace

from checks.families.unit_inputs import spectral_unit_matrices, unit_vectors
from falsum import check
from impl import gram
from impl.linear_algebra import euclidean_norm
from theorems.arora_2019 import gram_matrix as stated
from theorems.arora_2019.notation import input_norm


@check(stated.gram_matrix, unit_vectors, expect="survived")
def test_gram_matrix(inputs: Any) -> dict[Any, Any]:
    """Measure inner products and the expectation."""
    return {
        input_norm: euclidean_norm(inputs),
        stated.inner: gram.inner_product_matrix(inputs),
        stated.expectation: gram.gram_matrix(inputs),
    }


@check(stated.gram_matrix_reading_spectral, spectral_unit_matrices, expect="refuted")
def test_gram_matrix_reading_spectral(inputs: Any) -> dict[Any, Any]:
    """Measure the same for a data matrix whose largest singular value is 1."""
    return {
        stated.spectral_norm: array_namespace(inputs).linalg.matrix_norm(inputs, ord=2),
        stated.inner: gram.inner_product_matrix(inputs),
        stated.expectation: gram.gram_matrix(inputs),
    }
