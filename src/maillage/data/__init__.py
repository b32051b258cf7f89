"""Tables shipped with the library: vocabularies, checks, thresholds, messages. Data only; `packaged` reads them."""
