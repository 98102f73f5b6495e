"""What every app's ``api.py`` is made of: endpoints, lists, errors in one shape, the description for OpenAPI."""
