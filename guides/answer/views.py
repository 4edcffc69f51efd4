"""The page that answers the one question."""

from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guides.answer.best import Advice, best_ways
from guides.answer.form import AnswerForm, question_for
from guides.answer.ways import Ways, ways
from guides.models import Guide, Operator, Prefix, ShortCode
from guides.nearest import places_near, rows_near
from guides.phrases import phrases_named
from kztopup.lib.caching import expire_at, public_page
from locator.geo.forms import format_degrees
from locator.models import Brand
from locator.published import published_places
from locator.search.filters import read_where
from locator.search.query import ParsedQuery, QueryKind
from locator.towns import nearest_towns, searches_in, without_places
from locator.visitor import HOLDS, Have, Visitor

Purpose = ShortCode.Purpose

# Nobody tops up farther away.
FARTHEST_TOWN_KM = 150

# Guides that the page leads to, by their slugs.
WHICH_OPERATOR = "which-operator-is-my-number"
BALANCE = "check-balance-and-package"
ASK_A_FRIEND = "ask-a-friend"
WHEN_IT_FAILS = [
    "paid-and-it-did-not-arrive",
    "no-internet-after-topping-up",
    "number-or-phone-blocked",
    ASK_A_FRIEND,
]


@require_safe
@public_page("have", "operator", "settlement", private=("q", "lat", "lon"))
def answer(request):
    form = AnswerForm(request.GET)
    if not form.is_valid():
        chosen = form.cleaned_data
        visitor = Visitor(
            town=chosen.get("settlement"),
            operator=chosen.get("operator"),
            have=chosen.get("have") or "",
        )
        context = {
            "form": form,
            "question": question_for(visitor, form["q"].value()),
            "prefixes": Prefix.objects.for_table(),
        }
        return render(request, "guides/answer.html", context, status=400)
    where = read_where(form)
    if where.query.kind == QueryKind.NUMBER:
        return redirect("guides:operators")
    visitor = request.visitor = Visitor(
        where.position,
        where.town,
        form.cleaned_data["operator"],
        form.cleaned_data["have"] or "",
    )
    context = {
        "visitor": visitor,
        "where": where,
        "question": question_for(visitor, where.query.text),
        "prefixes": Prefix.objects.for_table(),
    }
    expires_at = None
    if visitor.have:
        now = timezone.now()
        advice, found = advice_for(visitor, now)
        holds = paid_with(advice)
        codes = codes_for(visitor.operator, Purpose.BALANCE, Purpose.PACKAGES)
        nearest, expires_at = places_near(visitor, now, holds=holds)
        context |= {
            "asked": question_in_words(visitor, where.query),
            "advice": advice,
            "nearest": nearest,
            **instead_of_places(visitor, nearest),
            "phrases": phrases_for(advice[0]),
            "holds": holds,
            "may_try_a_terminal": may_try_a_terminal(advice),
            "codes": codes,
            "has_balance_code": any(one.purpose == Purpose.BALANCE for one in codes),
            "sheet": Operator.objects.filter(brand=visitor.operator).first(),
            "guides": guides_to_read(),
            "others": not_advised(found, advice),
        }
    return expire_at(render(request, "guides/answer.html", context), expires_at)


def instead_of_places(visitor: Visitor, nearest) -> dict:
    """Return where else to look, if no place is near where the visitor is."""
    if nearest or not visitor.position:
        return {}
    published = published_places()
    around = nearest_towns(published, visitor.position)
    town = visitor.town or next((one.settlement for one in around if one.is_here), None)
    if without := without_places(published, town, visitor.operator):
        near = [
            one for one in without.nearest if one.away.distance_km <= FARTHEST_TOWN_KM
        ]
        return {"town": town, "searches": without.searches, "towns_near": near}
    elsewhere = [
        search
        for nearest_town in around[:1]
        for search in searches_in(published, nearest_town.settlement, visitor.operator)
    ]
    return {"towns_near": around, "elsewhere": elsewhere}


def question_in_words(visitor: Visitor, query: ParsedQuery) -> list[str]:
    """Return what was asked, in a few words for each part of the question."""
    words = [Have(visitor.have).label]
    if visitor.operator:
        words.append(visitor.operator.name)
    if query.kind in (QueryKind.PLACES, QueryKind.POINT):
        words.append(query.text)
    elif visitor.own_position:
        latitude, longitude = map(format_degrees, visitor.own_position)
        words.append(_("near %(place)s") % {"place": f"{latitude}, {longitude}"})
    elif visitor.town:
        words.append(visitor.town.name)
    return words


def advice_for(visitor: Visitor, moment) -> tuple[list[Advice], list[Ways]]:
    """Return what to do, the best first, and all ways for what the visitor has."""
    have = Have(visitor.have)
    found = ways(have, visitor.operator)
    is_near = bool(rows_near(visitor, moment))
    return best_ways(have, visitor.operator, found, is_near=is_near), found


def paid_with(advice: list[Advice]) -> str:
    """Return what is paid with at places; who has no money may be given cash."""
    return HOLDS[next((one.have for one in advice if one.is_at_places), Have.CASH)]


def may_try_a_terminal(advice: list[Advice]) -> bool:
    """Whether to name terminals too: cash is advised, and they are not."""
    at_places = [one for one in advice if one.is_at_places]
    kinds = {way.place_kind for one in at_places for way in one.ways}
    is_cash = any(one.have == Have.CASH for one in at_places)
    return is_cash and Brand.Kind.TERMINAL not in kinds


def phrases_for(best: Advice):
    """Return two phrases: to find where, and to ask for it there."""
    kinds = {way.place_kind for way in best.ways}
    if not best.is_at_places:
        first = "where-to-top-up"
    elif kinds == {Brand.Kind.TERMINAL}:
        first = "where-is-a-terminal"
    else:
        first = "top-up-here"
    return phrases_named(first, "this-number")


def codes_for(operator, *purposes):
    """Return the codes of an operator, or of every one, for some purposes."""
    codes = ShortCode.objects.by_operator().filter(purpose__in=purposes)
    return codes.filter(operator__brand=operator) if operator else codes


def guides_to_read() -> dict:
    """Return the guides that the page leads to; None for one that is not published."""
    slugs = [WHICH_OPERATOR, BALANCE, *WHEN_IT_FAILS]
    guides = Guide.objects.published().filter(slug__in=slugs)
    by_slug = {guide.slug: guide for guide in guides}
    return {
        "which_operator": by_slug.get(WHICH_OPERATOR),
        "balance": by_slug.get(BALANCE),
        "ask_a_friend": by_slug.get(ASK_A_FRIEND),
        "when_it_fails": [by_slug[slug] for slug in WHEN_IT_FAILS if slug in by_slug],
    }


def not_advised(found: list[Ways], advice: list[Advice]) -> list[Ways]:
    """Return the ways that are not advised already; no empty group."""
    advised = [way for one in advice for way in one.ways]
    rest = [
        group._replace(ways=[way for way in group.ways if way not in advised])
        for group in found
    ]
    return [group for group in rest if group.ways]
