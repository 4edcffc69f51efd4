from django.urls import path

from guides import views
from guides.answer.views import answer
from guides.card.views import card
from guides.pack.views import pack

app_name = "guides"

urlpatterns = [
    path("answer/", answer, name="answer"),
    path("card/", card, name="card"),
    path("pack/<slug:slug>/", pack, name="pack"),
    path("places/suggest/", views.suggest, name="suggest"),
    path("guides/", views.guide_list, name="guides"),
    path("guides/<slug:slug>/", views.guide_detail, name="guide"),
    path("operators/", views.operator_list, name="operators"),
    path("operators/<slug:slug>/", views.operator_detail, name="operator"),
    path("ask/", views.ask, name="ask"),
    path("ask/sent/", views.sent, name="sent"),
]
