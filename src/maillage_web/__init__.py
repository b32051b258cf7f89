"""The site of Maillage: pages over the library, with Django; ``pip install 'maillage[web]'``."""
