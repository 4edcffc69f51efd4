from django.http import HttpResponse
from django.urls import path

from kztopup import urls
from kztopup.urls import handler400, handler403, handler404, handler500

__all__ = ["handler400", "handler403", "handler404", "handler500"]


def empty(request):
    return HttpResponse()


urlpatterns = [path("api/empty", empty), *urls.urlpatterns]
