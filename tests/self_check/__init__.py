"""Self-check sheets of units and persons, and the answers on them."""
