"""Every hostile document, wherever one can come from: a typed error or a value, in bounded time and memory."""

import subprocess
import sys
import time

import pytest

from tests.facade.canaries import JOBS
from tests.fuzz.hostile import DOCUMENTS
from tests.fuzz.targets import JOB_LIST, MEDIA_TYPES, OTHERS, PREFIXES, READERS, TARGETS

SECONDS = 30
"""What one call may take on a busy machine; most take a millisecond."""

BIG = 1_000_000
"""Bytes of a document beyond which not every reader is tried."""

SOME_JOBS = [
    list(JOBS).index(name)
    for name in ("esendex json cancel", "esendex xml read", "esendex soap12 status", "sms cancel xml", "voltmx claims")
]


def choices(target: str, size: int) -> list[list[int]]:
    """Return what the target's leading pairs of bytes are to say, so that each kind of reader has the document."""
    few = slice(None, None, 8 if size > BIG else 1)
    match target:
        case "replies":
            return [[job, status, media] for job in SOME_JOBS[few] for status in (0, 6) for media in (0, 1, 3)]
        case "contracts":
            return [[number] for number in range(0, 40, 40 if size > BIG else 10)]
        case "descriptors":
            return [[number] for number in range(0, len(OTHERS), 12 if size > BIG else 4)]
        case "scalars":
            return [[number] for number in range(len(READERS))[few]]
        case "sandbox":
            return [[1, number, media] for number in range(len(PREFIXES))[few] for media in (0, 3)]
        case _:
            return [[]]


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("target", TARGETS)
def test_no_document_does_harm(target: str, name: str) -> None:
    document = DOCUMENTS[name]
    for chosen in choices(target, len(document)):
        start = time.monotonic()
        TARGETS[target](b"".join(number.to_bytes(2, "little") for number in chosen) + document)
        assert time.monotonic() - start < SECONDS, chosen


def test_the_targets_read_what_is_plain() -> None:
    """A target that refused everything would never find anything."""
    assert len(JOB_LIST) > 40
    assert len(READERS) > 30
    assert len(OTHERS) > 20
    assert set(MEDIA_TYPES) > {"application/json", "text/html"}


BOUNDED = """
import resource
from tests.fuzz.hostile import DOCUMENTS
from tests.fuzz.targets import TARGETS
resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
for name, document in DOCUMENTS.items():
    for target in TARGETS.values():
        target(bytes(6) + document)
"""


def test_memory_is_bounded() -> None:
    done = subprocess.run([sys.executable, "-c", BOUNDED], capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
