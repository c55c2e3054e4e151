"""The search for a violation: budget, job, scores, climbs, orbits, shrinking."""
