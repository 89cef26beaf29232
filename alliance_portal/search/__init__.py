"""One page that finds whatever its reader may see, group by group."""
