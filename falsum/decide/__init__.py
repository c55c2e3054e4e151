"""What balls and fresh trials say of one instance."""
