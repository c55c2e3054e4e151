"""Pages, index and plots of what is known."""
