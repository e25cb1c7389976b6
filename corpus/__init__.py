"""The law as data: norm references, structure, sources and the stored texts. Imports no ML library."""
