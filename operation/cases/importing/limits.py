"""What one file may hold and take. Known to the process that opens it, which knows nothing else of the application."""

MEGABYTE = 1024 * 1024
FILE_BYTES = 20 * MEGABYTE
ENTRIES = 500
UNPACKED_BYTES = 400 * MEGABYTE
RATIO = 200
RATIO_FROM_BYTES = MEGABYTE
ROWS = 100_000
COLUMNS = 300
CELL_CHARACTERS = 32_767
MEMORY_MB = 480
CPU_SECONDS = 120
