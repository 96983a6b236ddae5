"""The JSON Schema of the network file, for editors that complete and check while one writes."""

import json

from eventsvc.inputs.networks.network import NetworkFile


def json_schema() -> str:
    """Return the schema (JSON Schema 2020-12) as it stands in ``docs/network.schema.json``."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **NetworkFile.model_json_schema(),
        "title": "Network file of eventsvc",
    }
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
