"""A bot inside another program: as a library, or below a path of an ASGI application."""
