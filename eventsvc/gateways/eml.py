"""Mails as files, when no mail server is set: an .eml opens in every mail program."""

import re
from email.message import EmailMessage
from pathlib import Path

from eventsvc.gateways.answers import NotTaken


def write(message: EmailMessage, *, folder: Path) -> Path:
    """Write ``message`` into ``folder``; return the file. The same mail makes the same file.

    Only the account that runs eventsvc can read it: mails hold links to sign in.

    Raises:
        NotTaken: The file cannot be written.
    """
    name = re.sub(r"[^A-Za-z0-9]", "", str(message["Message-ID"]).partition("@")[0])
    file, new = folder / f"{name}.eml", folder / f"{name}.new"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        new.touch(mode=0o600)
        new.write_bytes(message.as_bytes())
        new.replace(file)
    except OSError as error:
        raise NotTaken(f"the mail cannot be written to a file ({type(error).__name__})") from error
    return file
