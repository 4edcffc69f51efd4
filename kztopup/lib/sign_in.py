"""How often one may try to sign in: a password costs half a second to check."""

import hashlib
import unicodedata
from functools import wraps

from django.utils.translation import gettext as _

from kztopup.lib.errors import error_page
from kztopup.lib.load_shedding import shed_load
from kztopup.lib.rate_limit import is_over_limit

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
        return view(request, *args, **kwargs)

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
