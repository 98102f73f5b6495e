"""The words of a semester summary. The report is Chinese by nature, so its prose is written here as it is read."""
