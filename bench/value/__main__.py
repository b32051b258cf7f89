"""``python -m bench.value``: sharing beside published packages, draws beside plain NumPy, many dossiers at once."""

from bench.value import montecarlo, scaling, sharing

if __name__ == "__main__":
    sharing.main()
    montecarlo.main()
    scaling.main()
