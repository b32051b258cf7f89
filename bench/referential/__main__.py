"""``python -m bench.referential``: print milliseconds per respondent and ratios."""

from bench.referential.run import main

if __name__ == "__main__":
    main()
