"""The audit of one claim: plan, search, certify, conclude."""
