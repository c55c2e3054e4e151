"""Where instances come from: spaces, families, symmetries, latents, exact instances."""
