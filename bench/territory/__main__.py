"""``python -m bench.territory``: print ratios; ``--date`` also writes ``docs/methods/bench-territory.md``."""

from bench.territory.run import main

if __name__ == "__main__":
    main()
