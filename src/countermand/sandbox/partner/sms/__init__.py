"""SMS Partner."""
