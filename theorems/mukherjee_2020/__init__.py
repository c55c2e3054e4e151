"""Claims of A. Mukherjee's thesis on the mathematics of deep learning."""
