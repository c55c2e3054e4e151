"""Summary slides of Arora, Du, Hu, Li, Wang, Fine-Grained Analysis of Optimization and Generalization, 2019."""
