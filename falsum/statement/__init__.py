"""What is claimed, as data: symbols, literal trees, claims, their printing and hashing."""

from falsum.statement import latex as latex
from falsum.statement import text as text
