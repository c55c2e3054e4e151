"""What is kept of an audit: certificates, descriptions, starts, knowledge, what stands."""
