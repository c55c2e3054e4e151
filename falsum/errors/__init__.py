"""What goes wrong, and how it is told: usage, faults of user code, advice, interrupts."""
