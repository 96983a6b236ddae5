"""Networks: their names, looks, mails and settings."""
