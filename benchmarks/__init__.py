"""How fast the codecs are, side by side with zeep and xsdata: `python -m benchmarks`; see README.md beside this."""
