"""``python -m bench.network``: print ratios; ``--date`` also writes ``docs/methods/bench-network.md``."""

from bench.network.run import main

if __name__ == "__main__":
    main()
