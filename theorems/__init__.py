"""The catalogue: one package per document, one module per numbered statement."""
