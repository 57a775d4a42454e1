"""One document over HTTP, through `requests`: bounded in bytes, redirects and time, whatever the server does."""

from __future__ import annotations

import threading
from http.cookiejar import DefaultCookiePolicy
from queue import Empty, SimpleQueue
from time import monotonic
from typing import TYPE_CHECKING

from countermand_codegen.errors import CodegenError
from countermand_codegen.fetch.bounds import Bounds
from countermand_codegen.fetch.reach import Address, Reach, shown

if TYPE_CHECKING:
    import requests

__all__ = ["Download"]

CHUNK = 1 << 16
READ_TIMEOUT = 30.0
"""Seconds without a byte after which a server is given up."""
HEADERS = {
    "Accept": "text/xml, application/wsdl+xml, application/xml;q=0.9, */*;q=0.5",
    # What is counted is then what is held: no small answer unpacks to a large one.
    "Accept-Encoding": "identity",
    "User-Agent": "countermand-codegen",
}
REDIRECTS = (301, 302, 303, 307, 308)


class Download:
    """Asks for documents, one at a time, within one reach and one span of time.

    Proxies, certificates and `.netrc` come from the environment, as `requests` reads it; not for this machine itself.

    Args:
        reach: the hosts that may be asked.
        bounds: the limits.
    """

    def __init__(self, reach: Reach, bounds: Bounds) -> None:
        self._reach = reach
        self._bounds = bounds
        self._deadline = monotonic() + bounds.seconds
        self._session = _new_session()

    def get(self, place: str, address: Address) -> tuple[Address, bytes]:
        """Return a document, and the address at which it was found in the end.

        Args:
            place: what names the address, for errors.
            address: where it is.

        Raises:
            CodegenError: it cannot be had within the limits.
        """
        for _ in range(self._bounds.redirects + 1):
            answer = self._in_time(address)
            if isinstance(answer, bytes):
                return address, answer
            address = self._reach.redirected(address, answer)
        raise CodegenError(place, f"redirects more than {self._bounds.redirects} times")

    def close(self) -> None:
        """Close the connections."""
        self._session.close()

    def _in_time(self, address: Address) -> bytes | str:
        """Ask in a thread of its own, which is given up at the deadline.

        A time limit of `requests` is for each piece; a server that sends a byte now and then meets it for ever.
        """
        answers: SimpleQueue[bytes | str | BaseException] = SimpleQueue()

        def run() -> None:
            try:
                answers.put(self._ask(address))
            except BaseException as error:  # noqa: BLE001  # It is raised where the answer is waited for.
                answers.put(error)

        threading.Thread(target=run, name="countermand-fetch", daemon=True).start()
        try:
            answer = answers.get(timeout=max(self._left(), 0))
        except Empty:
            raise self._late(address) from None
        if isinstance(answer, BaseException):
            raise answer
        return answer

    def _left(self) -> float:
        return self._deadline - monotonic()

    def _late(self, address: Address) -> CodegenError:
        return CodegenError(str(address), f"not all was fetched within {self._bounds.seconds:g} seconds")

    def _ask(self, address: Address) -> bytes | str:
        """Return the body, or where it redirects to."""
        import requests  # noqa: PLC0415  # As below.

        if self._left() <= 0:
            raise self._late(address)
        timeout = min(READ_TIMEOUT, self._left())
        self._session.trust_env = not address.loopback
        try:
            with self._session.get(str(address), timeout=timeout, stream=True, allow_redirects=False) as response:
                if response.status_code in REDIRECTS and "Location" in response.headers:
                    return response.headers["Location"]
                return self._body(address, response)
        except requests.exceptions.SSLError as error:
            raise CodegenError(str(address), f"no secure connection: {shown(str(error))}") from None
        except requests.Timeout:
            raise CodegenError(str(address), f"no answer within {timeout:.0f} seconds") from None
        except requests.ConnectionError:
            raise CodegenError(str(address), "cannot be reached, or broke off") from None
        except (requests.RequestException, ValueError) as error:  # urllib3 lets some of its own through.
            raise CodegenError(str(address), f"cannot be fetched: {type(error).__name__}") from None

    def _body(self, address: Address, response: requests.Response) -> bytes:
        if response.status_code != 200:
            raise CodegenError(str(address), f"answers with HTTP status {response.status_code}")
        encoding = response.headers.get("Content-Encoding", "identity")
        if encoding.lower() not in ("", "identity"):
            raise CodegenError(str(address), f"answers packed as {shown(encoding)}, which was not asked for")
        limit = self._bounds.document_bytes
        body = bytearray()
        for chunk in response.iter_content(CHUNK):
            body += chunk
            if len(body) > limit:
                raise CodegenError(str(address), f"has more than {limit} bytes")
            if self._left() <= 0:
                raise self._late(address)
        return bytes(body)


def _new_session() -> requests.Session:
    import requests  # noqa: PLC0415  # Slow to load, and only a fetch needs it.

    class Session(requests.Session):
        def get_redirect_target(self, resp: requests.Response) -> str | None:  # noqa: ARG002  # As it is called.
            """Say that there is none: a redirect is ours to judge, and one that cannot be read would break off here."""
            return None

    session = Session()
    session.headers.clear()
    session.headers.update(HEADERS)
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    return session
