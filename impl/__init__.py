"""Reference implementations of the algorithms and quantities that the theorems speak of.

Nothing here knows a bound. *Array* modules are batched over leading axes and are written against
the array API standard, so that one text runs in floats, under automatic differentiation and in
balls. *Exact* modules take and return integers and fractions, one object at a time.
"""
