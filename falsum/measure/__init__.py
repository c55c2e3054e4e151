"""What a batch comes to: checks, laws, values, relations, slack."""
