"""The model: records, the map that holds them, and its indexes."""
