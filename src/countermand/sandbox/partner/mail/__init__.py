"""Mail Partner."""
