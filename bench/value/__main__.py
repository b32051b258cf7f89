"""``python -m bench.value``: shares of 10 to 25 players and the nucleolus of 12, beside published packages."""

from bench.value.sharing import main

if __name__ == "__main__":
    main()
