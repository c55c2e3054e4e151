"""Worst laws under less than independence, by exact linear programming and dynamic programming.

A statement that assumes uncorrelated, pairwise independent or exchangeable variables speaks of many
joint laws.  On a finite grid they form a polytope, and the law that makes an event most probable is
one of its vertices: floats propose it, rationals certify it.
"""

from falsum.couplings.assumptions import Assumption as Assumption
from falsum.couplings.assumptions import AssumptionError as AssumptionError
from falsum.couplings.assumptions import Point as Point
from falsum.couplings.assumptions import exchangeable as exchangeable
from falsum.couplings.assumptions import expectation as expectation
from falsum.couplings.assumptions import independent as independent
from falsum.couplings.assumptions import margin as margin
from falsum.couplings.assumptions import martingale_differences as martingale_differences
from falsum.couplings.assumptions import mean as mean
from falsum.couplings.assumptions import pairwise_independent as pairwise_independent
from falsum.couplings.assumptions import second_moment as second_moment
from falsum.couplings.assumptions import supermartingale_differences as supermartingale_differences
from falsum.couplings.assumptions import uncorrelated as uncorrelated
from falsum.couplings.counts import worst_count_law as worst_count_law
from falsum.couplings.processes import WorstProcess as WorstProcess
from falsum.couplings.processes import worst_supermartingale as worst_supermartingale
from falsum.couplings.programs import Infeasible as Infeasible
from falsum.couplings.programs import Optimum as Optimum
from falsum.couplings.programs import ProgramError as ProgramError
from falsum.couplings.programs import Unbounded as Unbounded
from falsum.couplings.programs import least as least
from falsum.couplings.worst import ExactLaw as ExactLaw
from falsum.couplings.worst import grid as grid
from falsum.couplings.worst import worst_law as worst_law
