"""Unit inputs, and labels made from them by a polynomial."""

from dataclasses import dataclass, replace
from typing import Any

from array_api_compat import array_namespace

from checks.families.relaxing import scaled
from falsum import Quantities, Space, Symmetry, choice, family, sizes
from falsum.maps import sphere, turn, wide
from impl.geometry.linear_algebra import euclidean_norm
from impl.networks import gram
from theorems.arora_2019 import gram_matrix, theorem_6_1
from theorems.arora_2019.notation import input_norm, unit_inputs


@dataclass(frozen=True)
class Inputs:
    """Inputs (batch, n, d)."""

    n: int
    inputs: Any


def turned(instance: Any, z: Any, xp: Any) -> Any:
    """Rotate the inputs."""
    return replace(instance, inputs=turn(instance.inputs, z, xp))


def turned_together(polynomial: Any, z: Any, xp: Any) -> Any:
    """Rotate inputs and directions together, which changes no label."""
    return replace(turned(polynomial, z, xp), beta=turn(polynomial.beta, z, xp))


of_inputs = Quantities()
of_inputs.measures(input_norm)(lambda inputs: euclidean_norm(inputs))
of_inputs.measures(gram_matrix.inner)(gram.inner_product_matrix)
of_inputs.measures(gram_matrix.expectation)(lambda matrix: matrix)
of_inputs.measures(theorem_6_1.complexity)(
    lambda labels, matrix: gram.quadratic_form(labels, matrix)
)


@of_inputs.computes
def matrix(inputs: Any) -> Any:
    """Return the Gram matrix; where it is singular Theorem 6.1 rejects the instance."""
    return gram.gram_matrix(inputs)


@of_inputs.measures(theorem_6_1.determinant)
def _determinant(matrix: Any) -> Any:
    return array_namespace(matrix).linalg.det(matrix)


def planes(config: Any) -> tuple[int, ...]:
    """Return the shape of a rotation's latent: a number for each plane of neighbours."""
    return (config.d - 1,)


@family(
    quantities=(of_inputs,),
    space=Space(n=sizes(1, 4), d=sizes(1, 4)),
    latent=lambda c: {"inputs": (c.n, c.d)},
    relax={unit_inputs: scaled("inputs")},
    symmetries=(Symmetry("rotation", turned, planes),),
)
def unit_vectors(config: Any, z: Any, xp: Any) -> Inputs:
    """Decode unit vectors; repeated and opposite ones occur."""
    return Inputs(config.n, sphere(z.inputs, xp))


@dataclass(frozen=True)
class Polynomial:
    """Inputs (batch, n, d), coefficients (batch, terms), directions (batch, terms, d), degrees."""

    n: int
    terms: int
    degrees: str
    inputs: Any
    alpha: Any
    beta: Any
    p: Any

    @property
    def beta_norm(self) -> Any:
        """Return the norms of the directions, (batch, terms)."""
        return euclidean_norm(self.beta)

    @property
    def labels(self) -> Any:
        """Return the sum of alpha_j (beta_j . x_i)^p_j over j, (batch, n)."""
        xp = array_namespace(self.inputs)
        inner = xp.matmul(self.inputs, xp.permute_dims(self.beta, (0, 2, 1)))
        powers = [inner[:, :, k] ** int(p) for k, p in enumerate(self.degrees.split("+"))]
        return sum(self.alpha[:, k : k + 1] * value for k, value in enumerate(powers))


def cubic(polynomial: Polynomial, z: Any, xp: Any) -> Polynomial:
    """Give the first term the degree 3."""
    rest = polynomial.degrees.split("+")[1:]
    first = 3 + 0 * polynomial.p[:, :1]
    p = xp.concat([first, polynomial.p[:, 1:]], axis=1)
    return replace(polynomial, degrees="+".join(["3", *rest]), p=p)


def _latent(c: Any) -> dict[str, tuple[int, ...]]:
    terms = len(c.degrees.split("+"))
    shapes = {"inputs": (c.n, c.d), "alpha": (terms,), "beta": (terms, c.d), "scale": ()}
    return {**shapes, "apart": ()} if c.inputs == "opposite" else shapes


def _nearly_opposite(z: Any, xp: Any) -> Any:
    """Return the inputs of the first half, and the opposites of what is near them."""
    half = z.inputs.shape[1] // 2
    first, apart = z.inputs[:, :half], wide(z.apart - 3, xp)[:, None, None]
    return xp.concat([sphere(first, xp), -sphere(first + apart * z.inputs[:, half:], xp)], axis=1)


@family(
    quantities=(of_inputs,),
    space=Space(
        n=sizes(1, 6),
        d=sizes(1, 3),
        degrees=choice("2", "1", "4", "1+1", "1+2", "2+6", "1+2+4"),
        inputs=choice("any", "opposite"),
        where=lambda c: c.n <= 4 if c.inputs == "any" else c.n == 2 * c.d + 2 and c.d > 1,
    ),
    latent=_latent,
    relax={unit_inputs: scaled("inputs"), theorem_6_1.one_or_even: cubic},
    symmetries=(Symmetry("rotation", turned_together, planes),),
)
def polynomials(config: Any, z: Any, xp: Any) -> Polynomial:
    """Decode unit inputs and a polynomial whose degrees are 1 or even and positive.

    "opposite" inputs come in pairs that nearly cancel, one more than there are dimensions.
    """
    degrees = [int(p) for p in config.degrees.split("+")]
    ones = xp.ones_like(z.alpha)
    return Polynomial(
        n=config.n,
        terms=len(degrees),
        degrees=config.degrees,
        inputs=sphere(z.inputs, xp) if config.inputs == "any" else _nearly_opposite(z, xp),
        alpha=z.alpha,
        beta=z.beta * wide(z.scale, xp)[:, None, None],
        p=xp.stack([p * ones[:, k] for k, p in enumerate(degrees)], axis=1),
    )
