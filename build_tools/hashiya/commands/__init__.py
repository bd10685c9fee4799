"""What commands do beside building: read a project, change its files, say what was done."""
