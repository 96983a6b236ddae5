"""A small IMAP server on this machine: one folder, and as bad a mood as it is told to have."""

import re
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Folder:
    """The mails of the one folder, with their flags. ``mood`` says how the server answers."""

    def __init__(self, *mails: bytes, mood: str = "well", keeps_marks: bool = True) -> None:
        self.mails = list(mails)
        self.flags: list[set[str]] = [set() for _ in mails]
        self.mood = mood
        self.keeps_marks = keeps_marks
        self.said: list[str] = []
        self.port = 0

    @property
    def url(self) -> str:
        return f"imap://antwort:geheim@127.0.0.1:{self.port}/INBOX"


class _Session(socketserver.StreamRequestHandler):
    def say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")

    def handle(self) -> None:
        folder: Folder = self.server.folder
        if folder.mood == "drops":
            return
        self.say("* OK [CAPABILITY IMAP4rev1] ready")
        for raw in self.rfile:
            tag, _, rest = raw.decode().strip().partition(" ")
            folder.said.append(rest)
            if rest.startswith("LOGOUT"):
                self.say("* BYE bye")
                self.say(f"{tag} OK bye")
                return
            state = self.answer(folder, rest)
            self.say(f"{tag} {state}")

    def answer(self, folder: Folder, rest: str) -> str:
        words = rest.upper()
        if words.startswith("CAPABILITY"):
            self.say("* CAPABILITY IMAP4rev1")
        elif words.startswith("LOGIN"):
            if folder.mood == "refuses":
                return "NO [AUTHENTICATIONFAILED] antwort unknown"
        elif words.startswith("SELECT"):
            if folder.mood == "no folder":
                return "NO no such mailbox"
            self.say(f"* {len(folder.mails)} EXISTS")
            marks = r" \*" if folder.keeps_marks else ""
            self.say(rf"* OK [PERMANENTFLAGS (\Seen{marks})] flags")
        elif words.startswith("UID SEARCH"):
            unmarked = re.search(r"UNKEYWORD (\S+)", rest)
            found = [
                str(number + 1)
                for number, flags in enumerate(folder.flags)
                if r"\Seen" not in flags and not (unmarked and unmarked[1] in flags)
            ]
            self.say("* SEARCH " + " ".join(found))
        elif words.startswith("UID FETCH"):
            number, most = re.search(r"FETCH (\d+) \(BODY\.PEEK\[\]<0\.(\d+)>", rest).groups()
            data = folder.mails[int(number) - 1][: int(most)]
            self.wfile.write(
                f"* {number} FETCH (UID {number} BODY[]<0> {{{len(data)}}}\r\n".encode()
                + data
                + b")\r\n"
            )
        elif words.startswith("UID STORE"):
            number, flags = re.search(r"STORE (\d+) \+FLAGS\.SILENT \(([^)]*)\)", rest).groups()
            folder.flags[int(number) - 1] |= set(flags.split())
        return "OK done"


@contextmanager
def served(folder: Folder) -> Iterator[Folder]:
    """Serve ``folder`` while inside."""

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        allow_reuse_address = True

    with Server(("127.0.0.1", 0), _Session) as server:
        server.folder = folder
        folder.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        yield folder
        server.shutdown()
        thread.join()
