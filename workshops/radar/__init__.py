"""What superiors ask of workshops, laid over each other: who is asked what and when, and how much is known already."""
