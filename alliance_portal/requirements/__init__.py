"""What superiors ask of workshops: the radar, the requests, the tables, and the facts that all apps know."""
