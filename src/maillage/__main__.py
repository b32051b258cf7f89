"""``python -m maillage``: the command line, where the console script is not installed."""

from maillage.cli import main

if __name__ == "__main__":
    main()
