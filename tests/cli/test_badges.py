import json

import pytest
from click.testing import CliRunner

from eventsvc.cli import main
from eventsvc.db.models import AttendanceRow
from eventsvc.db.transaction import transaction
from eventsvc.domain.attendances import PartStat, Seat
from tests.factories import saved_attendance, saved_meeting, saved_network, saved_person
