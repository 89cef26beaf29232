"""The leader's figures: the dashboard, the rows behind each number, the workbook, and what the figures mean."""
