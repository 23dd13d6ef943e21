"""The door for editors: a language server, and what it says in the terms of its protocol."""
