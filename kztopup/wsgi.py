import os
import re

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kztopup.settings")

django_application = get_wsgi_application()


def application(environ, start_response):
    """
    Serve Django, and what no middleware could mend.

    Django decodes by any codec of Python's that a request names, while it makes the
    request: `charset=hex` would be an exception. Everything is UTF-8, so none is named.
    And it leaves it to the server to send no body in answer to HEAD.
    """
    content_type = environ.get("CONTENT_TYPE", "")
    environ["CONTENT_TYPE"] = re.sub(r"(?i);\s*charset\b[^;]*", "", content_type)
    answer = django_application(environ, start_response)
    if environ["REQUEST_METHOD"] == "HEAD":
        answer.close()
        return []
    return answer
