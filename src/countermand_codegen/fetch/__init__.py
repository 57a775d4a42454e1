"""From a live service to its folder in wsdl/: follow, canonical form, vendoring."""
