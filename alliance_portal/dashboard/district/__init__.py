"""The district for its staff: enterprises compared fairly, what chance explains, what is owed where."""
