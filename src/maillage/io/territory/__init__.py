"""Official figures on disk: files are loaded once, figures are read in an instant. Needs the extra ``territory``.

`maillage.io.territory.loading` loads (and reads Ibis, which takes half a second: nothing else here does);
`maillage.io.territory.store` reads.
"""
