"""The outside: mail servers, files, the clock of other machines."""
