from django.urls import path

from guides import views

app_name = "guides"

urlpatterns = [
    path("guides/", views.guides, name="guides"),
    path("guides/<slug:slug>/", views.guide, name="guide"),
    path("operators/", views.operators, name="operators"),
    path("operators/<slug:slug>/", views.operator, name="operator"),
    path("ask/", views.ask, name="ask"),
    path("ask/sent/", views.sent, name="sent"),
]
