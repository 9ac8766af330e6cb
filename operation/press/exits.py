"""How the press ends. Apart from it, so that who runs it need not load Pango, which may be missing here."""

OUT_OF_MEMORY = 3
REFUSED = 4
ORPHANED = 5
