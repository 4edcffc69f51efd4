"""Answers that say what is wrong: to programs in JSON, to readers in their language."""

from django.http import JsonResponse
from django.shortcuts import render

FOR_PROGRAMS = ("/api/", "/export/")


def error_page(request, status, sentence, seconds=None, **context):
    """Answer with a status in words, and after how many seconds to try again."""
    if request.path.startswith(FOR_PROGRAMS):
        response = JsonResponse({"errors": {"__all__": [sentence]}}, status=status)
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "Retry-After"
    else:
        response = render(request, f"{status}.html", context, status=status)
    if seconds:
        response["Retry-After"] = str(seconds)
    return response
