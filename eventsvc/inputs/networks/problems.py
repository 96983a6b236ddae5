"""What can be wrong with a network file: a code, a place, the facts, and one sentence each."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from eventsvc.inputs.sentences import N_

if TYPE_CHECKING:
    from eventsvc.inputs.networks.tree import Path, Place, Value

MESSAGES: Mapping[str, str] = {
    # the file as a whole
    "file-missing": N_("There is no file %(name)s. Check the path."),
    "file-kind": N_(
        "%(name)s is neither YAML nor JSON. Name the file with .yaml, .yml or .json at the end."
    ),
    "file-too-large": N_(
        "The file has %(size)s MB, more than %(most)s. A network file holds text only; "
        "put documents beside it and name them."
    ),
    "file-encoding": N_("The file is not UTF-8. Save it with the encoding UTF-8."),
    "file-empty": N_("The file is empty. Begin with “network:”; docs/import-format.md shows how."),
    "too-deep": N_(
        "More than %(most)s levels inside each other. Check the brackets and the indentation."
    ),
    "control-character": N_("The character %(character)s stands for no sign. Delete it."),
    "yaml": N_("This is no YAML (%(problem)s). Check indentation, colons and quotation marks."),
    "yaml-alias": N_("“*%(name)s” refers to another part of the file. Write that part out here."),
    "yaml-colon": N_(
        "A colon stands inside a text, or the indentation is uneven. Put texts with a colon "
        "in quotation marks."
    ),
    "yaml-sign": N_(
        "A text cannot begin with this sign, and tabs cannot indent. Put the text in quotation "
        "marks; indent with spaces."
    ),
    "yaml-escape": N_(
        "“\\” has a meaning between double quotation marks. Write “\\\\”, or use single ones."
    ),
    "yaml-documents": N_("The file holds more than one document. Delete the line “---”."),
    "yaml-quote": N_("A quotation mark is opened and not closed. Close it."),
    "json": N_("This is no JSON. Check commas, brackets and quotation marks here."),
    # the form of a part
    "key-twice": N_("“%(key)s” stands here and in line %(line)s. Keep one of them."),
    "key-not-text": N_("The name of a value must be a plain text. Put it in quotation marks."),
    "key-unknown": N_("“%(key)s” is not known here. Possible are: %(known)s."),
    "key-unknown-near": N_("“%(key)s” is not known here. Did you mean “%(near)s”?"),
    "missing": N_("“%(key)s” is missing. Add it."),
    "not-a-map": N_("Here belong several values with names (“key: value”), not a single text."),
    "not-a-list": N_("Here belongs a list. Begin each of its lines with “- ”."),
    "not-a-text": N_("Here belongs a single text, not a list and not values with names."),
    "empty": N_("Here is nothing. Write a value or delete the line."),
    "too-long": N_("The text has %(length)s characters, more than %(most)s. Shorten it."),
    # single values
    "choice": N_("“%(value)s” is not possible here. Write one of: %(choices)s."),
    "choice-near": N_(
        "“%(value)s” is not possible here. Did you mean “%(near)s”? Possible are: %(choices)s."
    ),
    "yes-no": N_("“%(value)s” is neither yes nor no. Write yes or no."),
    "key-form": N_(
        "“%(value)s” cannot be a key. Use small letters from a to z, digits and hyphens, such as "
        "“%(example)s”."
    ),
    "date": N_("“%(value)s” is no date. Write it like 2022-08-30 or 30.08.2022."),
    "date-nonexistent": N_("There is no day %(value)s. Check the calendar."),
    "time": N_("“%(value)s” is no time. Write it like 09:30."),
    "time-as-number": N_(
        "“%(value)s” is no time; a program may have made a number of it. Write “%(near)s”."
    ),
    "minutes": N_("“%(value)s” is no duration. Write whole minutes from 1 to 1440, such as 45."),
    "number": N_("“%(value)s” is no whole number. Write digits only, such as 93634."),
    "too-much-news": N_("A profile has %(most)s lines of news at most. Remove the oldest."),
    "seats": N_("“%(value)s” is no number of seats. Write digits only, such as 80."),
    "hours": N_("“%(value)s” is no number of hours. Write whole hours from 1 to 720, such as 48."),
    "remind-days": N_(
        "“%(value)s” is no number of days for a reminder. Write whole days from 1 to 60, such as 7."
    ),
    "area": N_("“%(value)s” is no area. Write square kilometres, such as 152.18."),
    "day-number": N_("“%(value)s” is no day of the meeting. Write 1 for the first day."),
    "mean": N_("“%(value)s” is no mean. Write a number from 1 to 6, such as 3.23."),
    "median": N_("“%(value)s” is no median. Write a number from 1 to 6, such as 2.5."),
    "grade": N_("“%(value)s” is no grade. Write 1 to 6; 1 is the best."),
    "geo": N_(
        "“%(value)s” is no position. Write latitude and longitude, such as 50.8787, 12.0827."
    ),
    "ags": N_("“%(value)s” is no AGS. It has 8 digits, such as 16052000."),
    "ags-zero": N_(
        "“%(value)s” has %(digits)s digits, an AGS has 8. A leading zero was lost: "
        'write "%(near)s" in quotation marks.'
    ),
    "ars": N_("“%(value)s” is no ARS. It has 12 digits, such as 160520000000."),
    "ars-zero": N_(
        "“%(value)s” has %(digits)s digits, an ARS has 12. A leading zero was lost: "
        'write "%(near)s" in quotation marks.'
    ),
    "lau": N_("“%(value)s” is no LAU code. It has up to 16 letters and digits, such as 554791."),
    "nuts": N_("“%(value)s” is no NUTS code. It has two letters and up to 3 signs, such as DEG02."),
    "wikidata": N_("“%(value)s” is no Wikidata item. It is Q and digits, such as Q3750."),
    "email": N_("“%(value)s” is no e-mail address. Write it like info@example.org."),
    "url": N_("“%(value)s” is no web address. It begins with https:// or http://."),
    "language": N_("“%(value)s” is no language known here. Write one of: %(choices)s."),
    "languages": N_("The network has no language. Write its own first: [de, en]."),
    "language-text": N_(
        "“%(value)s” is no language known here. Texts in languages are written as "
        "{de: …, en: …}; possible are: %(choices)s."
    ),
    "zone": N_("“%(value)s” is no time zone. Write a name like Europe/Berlin."),
    "code": N_("“%(value)s” is no printed code. It has 4 to 12 letters and digits, such as 7KQ4M."),
    # values that do not fit together
    "when": N_(
        "“%(value)s” is no date. Write a day (2022-08-30), or {date: 2022-08-30, start: 10:00, "
        "end: 15:00}."
    ),
    "ends-before-start": N_("The end (%(end)s) is not after the start (%(start)s)."),
    "time-without-end": N_("“start” and “end” belong together. Add the other one, or leave both."),
    "time-skipped": N_("%(value)s does not exist in %(zone)s: the clocks skip it that night."),
    "since-until": N_("The membership ends (%(until)s) before it begins (%(since)s)."),
    "balance": N_(
        "Legitimate interest needs the written balance of interests (GDPR Art. 6(1)(f)). "
        'Write {basis: legitimate_interest, balance: "…"}.'
    ),
    "partner": N_("Name the partner once: “partner” with a key, or “partner_name” with a name."),
    "name-missing": N_("A person has no name. Write “given”, “family” or both."),
    "speaker": N_("A speaker has no name. Write a name, “person” or “org”."),
    "day-after-end": N_(
        "An item stands on day %(day)s, but the meeting has %(days)s. Correct one."
    ),
    "online-link": N_("A join link stands with a meeting on site. Write “mode: online” or hybrid."),
    "group-visibility": N_(
        "A working group is public or for the network, not for the invited alone."
    ),
    "survey-asks": N_(
        "A survey has “questions”, or the “results” of one that was made elsewhere. Write one of "
        "the two."
    ),
    "survey-date": N_("Results and answers need the day of the survey. Add “date”."),
    "survey-field": N_("Published results have no “%(key)s”. Delete it."),
    "survey-source": N_(
        "Only published results have a “source”. Delete it, or write it into “note”."
    ),
    "survey-asked": N_("“%(key)s” belongs to a survey with “answers”. Add them, or delete it."),
    "survey-answered": N_("Each answer names who answered. Delete “answered”."),
    "survey-reminder": N_("A reminder needs a last day to count from. Add “until”."),
    "question-options": N_("This kind of question needs “options”: what is graded or chosen from."),
    "question-field": N_("This kind of question has no “%(key)s”. Delete it."),
    "option-twice": N_("“%(value)s” stands twice among the options. Rename one of them."),
    "answer-without-name": N_(
        "The survey was made with names. Add “org”, the key of who answered."
    ),
    "answer-without-key": N_("An answer without a name needs a “key” of its own. Add one."),
    "answer-with-name": N_("The survey promised no names, so no answer has “%(key)s”. Delete it."),
    # what one part says of another
    "twice": N_("“%(value)s” stands here and in line %(line)s. Each may stand once."),
    "reference": N_("“%(value)s” is none of the keys under “%(where)s”. Add it there first."),
    "reference-near": N_(
        "“%(value)s” is none of the keys under “%(where)s”. Did you mean “%(near)s”?"
    ),
    "circle": N_("“%(value)s” leads back to itself. Break the circle."),
    "all-alone": N_("“all” stands for every topic. Write it alone, or name the topics."),
    # documents beside the file
    "document-missing": N_("There is no file %(value)s beside the network file. Put it there."),
    "document-outside": N_("%(value)s does not lie beside the network file. Put it there."),
    "document-too-large": N_("%(value)s has %(size)s MB, more than %(most)s. Make it smaller."),
    "upload-kind": N_(
        "%(value)s is no file that can be kept. Use PDF, an office document or a picture (JPEG, "
        "PNG, WebP)."
    ),
    "upload-misnamed": N_("%(value)s holds something else than its name says. Call it %(suffix)s."),
    "upload-macros": N_("%(value)s contains programs (macros). Save it without them, or as a PDF."),
    "upload-bomb": N_("%(value)s is far larger inside than outside. Save it as a PDF."),
    "picture-too-large": N_("The picture %(value)s has too many pixels. Save a smaller one."),
    "picture-damaged": N_("The picture %(value)s is damaged. Save it once more and choose that."),
    "not-pdf": N_("%(value)s is no ordinary PDF. Save it as a PDF once more and choose that."),
    "document-kind": N_(
        "%(value)s is no document that can be kept. Use PDF, DOCX, PPTX, XLSX, ODT, ODP or ODS."
    ),
}
"""One sentence per code: what is wrong, and what to write."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake: what (``code``, ``facts``), and where in the file."""

    code: str
    path: "Path"
    place: "Place"
    facts: Mapping[str, object] = field(default_factory=dict)

    def sentence(self, translate: Callable[[str], str] = str) -> str:
        """Return what is wrong and what to write, in the language of ``translate``."""
        return translate(MESSAGES[self.code]) % self.facts


class BrokenFile(Exception):
    """The file cannot be imported; ``problems`` names every mistake, in the file's order."""

    def __init__(self, problems: Sequence[Problem], root: "Value | None" = None) -> None:
        super().__init__(f"{len(problems)} mistakes in the network file")
        self.problems = tuple(sorted(problems, key=lambda problem: problem.place))
        self._root = root

    def lines(self, name: str, translate: Callable[[str], str] = str) -> list[str]:
        """Return one line per mistake: ``file:line: path: sentence``."""
        return [self._line(name, problem, translate) for problem in self.problems]

    def as_json(self) -> list[dict[str, object]]:
        """Return the mistakes as plain data; lines and columns count from 1."""
        return [
            {
                "code": problem.code,
                "path": written_path(problem.path, self._root),
                "line": problem.place.line,
                "column": problem.place.column,
                "message": problem.sentence(),
            }
            for problem in self.problems
        ]

    def _line(self, name: str, problem: Problem, translate: Callable[[str], str]) -> str:
        path = written_path(problem.path, self._root)
        where = f"{name}:{problem.place.line}: "
        return where + (f"{path}: " if path else "") + problem.sentence(translate)


def written_path(path: "Path", root: "Value | None") -> str:
    """Return ``path`` for people: list items by their key, else by their number from 1."""
    words, value = "", root
    for step in path:
        if isinstance(step, int):
            value = value[step] if isinstance(value, list) and step < len(value) else None
            key = value.get("key") if isinstance(value, dict) else None
            words += f"[{key if isinstance(key, str) else step + 1}]"
        else:
            value = value.get(step) if isinstance(value, dict) else None
            words += f".{step}" if words else step
    return words
