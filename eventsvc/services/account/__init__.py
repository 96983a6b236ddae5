"""The accounts of the office: signing in, second factors, sessions."""
