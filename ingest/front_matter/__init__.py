"""What a document says of itself on its first and last pages."""
