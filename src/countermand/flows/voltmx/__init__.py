"""The jobs of Volt MX Engagement Services.

Contents:
    session: Who asks: the headers, and the tokens behind them.
    login: Exchanges a user and password for a token.
    authorized: One call with the headers; a refused token is renewed once.
    answers: What the one field of HTTP, the status, says.
    cancel, schedule, status: The jobs.
"""
