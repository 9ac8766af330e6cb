"""The chapters of the evaluation as they are printed: content in, headings and tables of plain cells out."""
