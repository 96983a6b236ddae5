"""What a confined child may use, asked inside of it."""

import resource
import socket


def limits_here() -> dict[str, object]:
    """Tell, in the child, what there is."""
    with socket.socket() as asked:
        asked.settimeout(1)
        try:
            asked.connect(("127.0.0.1", 1))
        except ConnectionRefusedError:
            reached = True
        except OSError:
            reached = False
    return {
        "memory": resource.getrlimit(resource.RLIMIT_AS)[0],
        "cpu": resource.getrlimit(resource.RLIMIT_CPU)[0],
        "network": reached,
    }
