"""Claims of Chatterji, Long and Bartlett on gradient descent with logistic loss."""
