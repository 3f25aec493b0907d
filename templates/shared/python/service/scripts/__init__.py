"""Commands of the repository; the Makefile runs them."""
