"""What is written to disk: words, records, schemas, limits, and the reading of untrusted files."""
