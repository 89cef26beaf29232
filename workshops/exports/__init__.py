"""Files that leave the workbench of workshops."""
