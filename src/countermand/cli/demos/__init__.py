"""What `countermand demo` shows of each service.

Contents:
    esendex, partner, voltmx: The steps of each kind of service.
    steps: What a step is, and what became of one.
"""
