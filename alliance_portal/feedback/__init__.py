"""What people say of the portal, and what the portal never asks of them."""
