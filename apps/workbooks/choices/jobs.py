"""Kinds of the jobs of workbooks, and the roles of their files."""

CHECK, IMPORT = "check_workbook", "import_workbook"
SOURCE, MARKED = "source", "marked"
