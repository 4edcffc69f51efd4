from django.urls import path

from locator import views
from locator.search.suggest import suggest

app_name = "locator"

urlpatterns = [
    path("", views.places, name="places"),
    # Before the slugs, which it is like.
    path("suggest/", suggest, name="suggest"),
    path("<slug:slug>/", views.settlement, name="settlement"),
    path("<slug:slug>/<int:pk>/", views.place, name="place"),
]
