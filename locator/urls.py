from django.urls import path, re_path
from django.views.generic import RedirectView

from locator import views

app_name = "locator"

urlpatterns = [
    path("", views.place_list, name="places"),
    # Before the number that it is.
    re_path(
        r"^(?P<slug>[-a-zA-Z0-9_]+)/0+(?P<pk>[1-9][0-9]*)/$",
        RedirectView.as_view(
            pattern_name="locator:place", permanent=True, query_string=True
        ),
        name="place_with_zeros",
    ),
    path("<slug:slug>/", views.settlement_detail, name="settlement"),
    path("<slug:slug>/poster/", views.settlement_poster, name="poster"),
    path("<slug:slug>/<int:pk>/", views.place_detail, name="place"),
]
