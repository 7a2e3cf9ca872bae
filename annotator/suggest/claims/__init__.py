"""Claims: what somebody is reported to hold, outside of quotation marks."""
