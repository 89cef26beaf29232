"""News, policy and campaigns: the pages for everybody, and where staff writes them."""
