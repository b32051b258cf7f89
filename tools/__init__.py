"""What sets the project up: Python, browser, PostgreSQL, locks, translations."""
