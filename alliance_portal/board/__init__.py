"""The board on the wall, and the page where boards are hung up and taken back."""
