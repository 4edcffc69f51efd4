from django.urls import path

from locator import views

app_name = "locator"

urlpatterns = [
    path("", views.places, name="places"),
    path("<slug:slug>/", views.settlement, name="settlement"),
    path("<slug:slug>/<int:pk>/", views.place, name="place"),
]
