"""The course that comes with the engine, public half: exercises, the gene-expression data and its plots."""
