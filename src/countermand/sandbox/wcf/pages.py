"""The XHTML pages that WCF's REST front answers errors with; clients must not take them for data."""

from html import escape

from countermand.sandbox.call import Reply

__all__ = ["endpoint_not_found", "method_not_allowed", "request_error", "xhtml"]

_PAGE = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" \
"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml">
  <head>
    <title>{title}</title>
    <style>BODY {{ color: #000000; }}</style>
  </head>
  <body>
    <div id="content">
      <p class="heading1">{title}</p>
{content}
    </div>
  </body>
</html>"""

_SEE_HELP = (
    '      <p>{what} Please see the <a rel="help-page" href="{help}">service help page</a>'
    " for constructing valid requests to the service.</p>"
)
_CHARSET_NAMED = "text/html; charset=UTF-8"


def xhtml(title: str, content: str) -> bytes:
    """Write a page around content that is markup already."""
    return _PAGE.format(title=escape(title), content=content).encode()


def request_error(base: str) -> Reply:
    """Answer 400: the request could not be read, or the operation failed; WCF does not say which.

    Args:
        base: the service's address, for the link to its help page.
    """
    body = _see_help("Request Error", "The server encountered an error processing the request.", base)
    return Reply(status=400, content_type="text/html", body=body)


def endpoint_not_found(base: str) -> Reply:
    """Answer 404: no operation has this path."""
    return Reply(status=404, content_type=_CHARSET_NAMED, body=_see_help("Service", "Endpoint not found.", base))


def method_not_allowed(base: str, allow: str) -> Reply:
    """Answer 405: the path has an operation, but not with this verb."""
    body = _see_help("Service", "Method not allowed.", base)
    return Reply(status=405, content_type=_CHARSET_NAMED, allow=allow, body=body)


def _see_help(title: str, what: str, base: str) -> bytes:
    return xhtml(title, _SEE_HELP.format(what=what, help=escape(f"{base}/help")))
