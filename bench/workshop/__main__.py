"""``python -m bench.workshop``."""

from bench.workshop.run import main

if __name__ == "__main__":
    main()
