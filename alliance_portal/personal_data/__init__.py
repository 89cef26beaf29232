"""What the portal keeps of people: the inventory as data, the copy a person gets of it, and its erasure."""
