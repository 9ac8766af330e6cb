"""The press: from HTML to a tagged PDF in a process of its own, with the fonts and line ends of six scripts."""
