"""Reports in, one HTML file out that needs nothing beside it: for whoever runs no command."""
