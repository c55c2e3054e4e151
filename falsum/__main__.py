"""Run the command line as ``python -m falsum``."""

from falsum.cli import main

if __name__ == "__main__":
    main()
