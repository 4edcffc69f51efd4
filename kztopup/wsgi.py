import os
import re

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kztopup.settings")

django_application = get_wsgi_application()


def application(environ, start_response):
    """
    Serve Django, and let no request name a charset: everything is UTF-8.

    Django decodes by any codec of Python's that is named, while it makes the
    request: `charset=hex` is an exception that no middleware can catch.
    """
    content_type = environ.get("CONTENT_TYPE", "")
    environ["CONTENT_TYPE"] = re.sub(r"(?i);\s*charset\b[^;]*", "", content_type)
    return django_application(environ, start_response)
