"""Run the command line as ``python -m falsum``."""

from falsum.interface.cli import main

if __name__ == "__main__":
    main()
