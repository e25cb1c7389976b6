"""How the bundled static embedding model was made. The product never imports this package."""
