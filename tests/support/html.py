"""HTML that every page must be: parsed strictly, ids unique, references answered."""

import re
from collections import Counter

import html5lib

_ID = re.compile(r'\sid="([^"]*)"')
_REFERENCE = re.compile(r'\s(?:for|aria-labelledby|aria-describedby)="([^"]*)"')


def assert_valid(html: str) -> None:
    """Fail at the first parse error, at a doubled id, at a reference to no id."""
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(html)
    errors = [f"line {line}: {code} {facts}" for (line, _), code, facts in parser.errors]
    assert errors == []
    ids = _ID.findall(html)
    assert [name for name, count in Counter(ids).items() if count > 1] == []
    wanted = {name for names in _REFERENCE.findall(html) for name in names.split()}
    assert wanted - set(ids) == set()
