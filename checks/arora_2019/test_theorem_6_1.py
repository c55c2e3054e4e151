"""Labels made by a polynomial, and their complexity under the Gram matrix."""

from typing import Any

from array_api_compat import array_namespace

from checks.families.unit_inputs import Polynomial, polynomials, polynomials_with_constants
from falsum import check
from impl import gram
from impl.linear_algebra import euclidean_norm
from theorems.arora_2019 import theorem_6_1 as stated
from theorems.arora_2019.notation import input_norm


def measure(instance: Polynomial) -> dict[Any, Any]:
    """Solve with the Gram matrix; where it is singular the hypotheses reject the instance."""
    matrix = gram.gram_matrix(instance.inputs)
    return {
        input_norm: euclidean_norm(instance.inputs),
        stated.determinant: array_namespace(matrix).linalg.det(matrix),
        stated.complexity: gram.quadratic_form(instance.labels, matrix),
    }


test_theorem_6_1 = check(stated.theorem_6_1, polynomials, expect="survived")(measure)
test_theorem_6_1_reading_degree_zero = check(
    stated.theorem_6_1_reading_degree_zero, polynomials_with_constants, expect="refuted"
)(measure)
