"""Suites, metrics and comparison: whether the answers are right, and how fast they come."""
