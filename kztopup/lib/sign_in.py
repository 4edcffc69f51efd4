"""A limit to signing in: a password costs half a second to check."""

import hashlib
import logging
import unicodedata
from functools import wraps

from django.utils.translation import gettext as _

from kztopup.lib.errors import error_page
from kztopup.lib.load_shedding import shed_load
from kztopup.lib.rate_limit import client_address, is_over_limit, network_of

logger = logging.getLogger(__name__)

SECONDS = 300
OF_ADDRESS = 10
# More, or one address could keep somebody from signing in elsewhere.
OF_NAME = 50


def limit_sign_in(view):
    """Refuse a form that comes too often, before its password is looked at."""

    @wraps(view)
    def limited_view(request, *args, **kwargs):
        if request.method == "POST" and is_too_often(request):
            words = _("Too many attempts to sign in. Try again in 5 minutes.")
            return error_page(request, 429, "", SECONDS, words=words)
        response = view(request, *args, **kwargs)
        if request.method == "POST" and not request.user.is_authenticated:
            # The name is not logged: it may be a password in the wrong field.
            address = network_of(client_address(request))
            logger.warning("Somebody at %s did not get in", address)
        return response

    return shed_load(limited_view)


def is_too_often(request) -> bool:
    """Whether the address, or the name that it gives, has tried too often."""
    name = hashlib.sha256(name_of(request).encode(errors="replace")).hexdigest()
    return is_over_limit(
        "sign-in", request, limit=OF_ADDRESS, seconds=SECONDS
    ) or is_over_limit("sign-in-name", request, limit=OF_NAME, seconds=SECONDS, by=name)


def name_of(request) -> str:
    """Return the name as Django's form reads it, and in no other spelling."""
    return unicodedata.normalize("NFKC", request.POST.get("username", "")).casefold()
