"""What the portal says of itself: about, help, privacy and accessibility, as texts with versions."""
