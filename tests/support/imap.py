"""A small IMAP server on this machine: one folder, and as bad a mood as it is told to have."""

import re
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


def certificate(folder: Path, *, address: str = "127.0.0.1") -> Path:
    """Write a certificate that nobody but itself vouches for, with its key; return the file."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, address)])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address(address))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path = folder / f"{address}.pem"
    path.write_bytes(made.public_bytes(serialization.Encoding.PEM) + secret)
    return path


class Folder:
    """The mails of the one folder, with their flags. ``mood`` says how the server answers.

    With a ``certificate`` it speaks TLS, from the start or once the reader asks (``scheme``).
    """

    def __init__(
        self,
        *mails: bytes,
        mood: str = "well",
        keeps_marks: bool = True,
        certificate: Path | None = None,
        scheme: str = "imap",
    ) -> None:
        self.mails = list(mails)
        self.flags: list[set[str]] = [set() for _ in mails]
        self.mood = mood
        self.keeps_marks = keeps_marks
        self.said: list[str] = []
        self.port = 0
        self.scheme = scheme
        self.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER) if certificate else None
        if self.tls:
            self.tls.load_cert_chain(certificate)

    @property
    def url(self) -> str:
        return f"{self.scheme}://antwort:geheim@127.0.0.1:{self.port}/INBOX"


class _Session(socketserver.StreamRequestHandler):
    def say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")

    def secure(self, tls: ssl.SSLContext) -> None:
        self.request = tls.wrap_socket(self.request, server_side=True)
        self.setup()

    def finish(self) -> None:
        super().finish()
        self.request.close()

    def handle(self) -> None:
        folder: Folder = self.server.folder
        if folder.mood == "drops":
            return
        try:
            if folder.scheme == "imaps":
                self.secure(folder.tls)
            self.converse(folder)
        except OSError:
            return  # the reader did not like the certificate

    def converse(self, folder: Folder) -> None:
        self.say("* OK ready")
        while raw := self.rfile.readline():
            tag, _, rest = raw.decode().strip().partition(" ")
            folder.said.append(rest)
            if rest == "STARTTLS":
                self.say(f"{tag} OK begin")
                self.secure(folder.tls)
                continue
            if rest.startswith("LOGOUT"):
                self.say("* BYE bye")
                self.say(f"{tag} OK bye")
                return
            state = self.answer(folder, rest)
            self.say(f"{tag} {state}")

    def answer(self, folder: Folder, rest: str) -> str:
        words = rest.upper()
        if words.startswith("CAPABILITY"):
            offers = folder.tls and not isinstance(self.request, ssl.SSLSocket)
            self.say("* CAPABILITY IMAP4rev1" + (" STARTTLS" if offers else ""))
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
