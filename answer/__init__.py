"""Question to answer: scope, retrieval, composition, verification."""
