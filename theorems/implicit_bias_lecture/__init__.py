"""Lecture slides, ReLU net optimization and Implicit bias 2, after Telgarsky's notes and Ji and Telgarsky 2019."""
