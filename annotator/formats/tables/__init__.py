"""Tables: CSV and Excel workbooks of articles in, of annotations out for people to look at."""
