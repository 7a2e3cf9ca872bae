"""Text exports of press databases: many articles in one file, under headers of their own."""
