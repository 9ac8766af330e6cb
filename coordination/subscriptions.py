"""What the features of this app do when something below happens, and what they register. Found at start."""

__all__: list[str] = []
