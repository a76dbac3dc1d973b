"""The version of the program, said once."""

VERSION = "0.1.0"
APPLICATION = f"pvdesk {VERSION}"
