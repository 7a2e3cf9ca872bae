"""SQLAlchemy and SQLite; hands out domain values, never rows."""
