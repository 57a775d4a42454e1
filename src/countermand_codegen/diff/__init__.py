"""The difference of two contracts, and what it does to whom: load -> pair -> compare -> report."""
