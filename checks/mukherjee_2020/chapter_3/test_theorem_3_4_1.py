"""Noise assisted gradient descent with finite noise: the greatest distance on every path."""

from array_api_compat import array_namespace

from checks.families.descents.descent_quantities import free_paths, in_law
from checks.families.descents.noisy_descents import noisy_descents, opposed_descents
from checks.families.descents.walking_descents import centred_descents
from theorems.mukherjee_2020.chapter_3 import theorem_3_4_1 as stated

escapes = in_law(
    stated.greatest,
    free_paths,
    lambda instance, squares: array_namespace(squares).sqrt(
        array_namespace(squares).max(squares, axis=2)
    ),
)
test_theorem_3_4_1 = escapes(stated.printed, noisy_descents, "refuted")
test_theorem_3_4_1_repair_squared = escapes(stated.squared, noisy_descents, "refuted")
test_theorem_3_4_1_repair_centred = escapes(stated.centred, centred_descents, "refuted")
test_theorem_3_4_1_repair_squared_coupled = escapes(
    stated.squared_coupled, opposed_descents, "refuted"
)
test_theorem_3_4_1_corrected = escapes(stated.corrected, centred_descents, "survived")
