"""The tables of this app, feature by feature, for Django to find."""

__all__: list[str] = []
