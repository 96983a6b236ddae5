"""Files that people gave us, into the database."""

from random import Random

from eventsvc.db.models import UploadRow
from eventsvc.db.transaction import session
from eventsvc.inputs.networks.documents import Document
from eventsvc.services.acts import Act


def store(document: Document, *, act: Act, random: Random) -> int:
    """Keep ``document`` under a random name, in the running transaction; return its id."""
    row = UploadRow(
        network_id=act.network_id,
        key=f"{random.getrandbits(128):032x}",
        filename=document.filename[:255],
        media_type=document.media_type,
        sha256=document.digest,
        data=document.data,
        uploaded_at=act.at,
    )
    session().add(row)
    session().flush()
    return row.id
