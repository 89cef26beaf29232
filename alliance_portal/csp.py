"""What a page of the portal may load: its own files and nothing else. No inline script, no inline style."""

from csp.constants import NONE, SELF

POLICY = {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF],
    # blob: shows a photo on the phone before it is sent.
    "img-src": [SELF, "blob:"],
    "font-src": [SELF],
    "connect-src": [SELF],
    "manifest-src": [SELF],
    "form-action": [SELF],
    "base-uri": [NONE],
    "frame-ancestors": [NONE],
}
