"""What the commands of this checkout say to the person who started them."""

import sys


def say(*lines: str) -> None:
    """Lines for a person, at once even where the output is a file."""
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.stdout.flush()


def complain(*lines: str) -> None:
    """Lines that say why something ended."""
    sys.stderr.write("".join(f"{line}\n" for line in lines))
    sys.stderr.flush()
