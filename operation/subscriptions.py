"""The features of this app that subscribe or register something, found at start."""
