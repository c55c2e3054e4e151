"""Beyond the verdict: proof, constants, thresholds, ablation, power, rates."""
