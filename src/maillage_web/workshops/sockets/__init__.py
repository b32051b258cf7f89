"""The live process: sockets of phones, screens and consoles, apart from the pages (docs/adr/0021)."""
