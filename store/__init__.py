"""What is kept: originals, catalog, chunk index and encoders. It knows no other room."""
