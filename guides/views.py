import logging
from urllib.parse import urlencode

from django.db import OperationalError
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from guides.cited import cited_sources
from guides.forms import QuestionForm
from guides.models import Guide, Need, Operator, Prefix, Question, ShortCode
from guides.nearest import places_near
from guides.related import RELATED, most_related, related_guides
from guides.schema_org import describe_guide
from kztopup.lib.api import COMPACT
from kztopup.lib.caching import VISITOR, expire_at, public_page
from kztopup.lib.database import is_unavailable
from kztopup.lib.rate_limit import is_over_limit
from kztopup.lib.same_origin import same_origin_only
from locator.geo.map_urls import PointKind, read_point
from locator.models import Brand
from locator.open_states import first_of
from locator.published import published_places
from locator.search.query import QueryKind, Suggestion
from locator.search.results import page_or_404
from locator.search.suggest import MOST_SUGGESTIONS, suggestions
from locator.visitor import HOLDS, visitor_of

# Seconds after which a question may be sent again, by the status.
RETRY_AFTER = {429: "3600", 503: "10"}

logger = logging.getLogger(__name__)

# Says that three networks serve the six brands.
NETWORKS_REPORT = "https://sadaq.kz/ru/kazakhstanskim-mobilnim-operatoram-grozit-chetvyortiy-konkurent"

CITIES_TO_CHOOSE = 6

# Among the suggestions of the search box.
MOST_GUIDES = 2


@require_safe
@public_page()
def guide_list(request):
    context = {"guides": Guide.objects.published(), "crumbs": [crumb_to_guides()]}
    return render(request, "guides/guides.html", context)


@require_safe
@public_page("settlement")
def guide_detail(request, slug):
    guide = get_object_or_404(Guide.objects.published().for_reading(), slug=slug)
    visitor = visitor_of(request)
    complete_languages = guide.complete_languages()
    context = {
        "guide": guide,
        "visitor": visitor,
        "places": {},
        "codes": ShortCode.objects.by_operator(first=visitor.operator).filter(
            purpose__in={step.codes_for for step in guide.steps.all()}
        ),
        "complete_languages": complete_languages,
        "is_complete": get_language() in complete_languages,
        "crumbs": [crumb_to_guides(), (guide.title, guide.get_absolute_url())],
        "json_ld": describe_guide(guide),
    }
    expiries = []
    if visitor.position:
        now, holds = timezone.now(), HOLDS.get(visitor.have, "")
        for kind in guide.place_kinds:
            found, expires_at = places_near(visitor, now, kind=kind, holds=holds)
            context["places"][kind] = found
            expiries.append(expires_at)
    else:
        context["cities"] = {kind: cities_with(kind) for kind in guide.place_kinds}
    response = render(request, "guides/guide.html", context)
    if "settlement" in request.GET and not visitor.town:
        # Anybody could make up as many: not worth an entry in a cache.
        patch_cache_control(response, private=True)
    return expire_at(response, first_of(expiries))


def cities_with(kind):
    """Return the largest settlements that have places of the kind."""
    places = published_places()
    rows = places.of_kind(kind)
    settlements = [town for town, _count in places.settlements_with(rows)]
    return settlements[:CITIES_TO_CHOOSE]


@require_safe
@public_page()
def operator_list(request):
    needs = Need.objects.prefetch_related("networks")
    prefixes = Prefix.objects.for_table()
    context = {
        "operators": Operator.objects.select_related("brand"),
        "prefixes": prefixes,
        "report": NETWORKS_REPORT,
        "needs": needs,
        "sources": cited_sources(
            [*prefixes, *(note for need in needs for note in need.networks.all())]
        ),
        "crumbs": [crumb_to_operators()],
    }
    return render(request, "guides/operators.html", context)


@require_safe
@public_page()
def operator_detail(request, slug):
    operator = get_object_or_404(Operator.objects.for_sheets(), brand__slug=slug)
    places = {brand.pk: count for brand, count in published_places().brands_with()}
    top_ups = [
        top_up
        for top_up in operator.brand.topped_up_at.all()
        # A bank is an app, wherever its places are.
        if top_up.brand_id in places or top_up.brand.kind == Brand.Kind.BANK
    ]
    cited = [
        *operator.codes_by_purpose,
        *top_ups,
        *operator.brand.ways_to_pay.all(),
        *operator.facts.all(),
        *operator.prefixes.all(),
        operator,
    ]
    context = {
        "operator": operator,
        "top_ups": top_ups,
        "sources": cited_sources(cited),
        "crumbs": [
            crumb_to_operators(),
            (operator.brand.name, operator.get_absolute_url()),
        ],
        "guides": operator.guides.published(),
        "place_count": places.get(operator.brand_id, 0),
    }
    return render(request, "guides/operator.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@same_origin_only
@public_page("page")
def ask(request):
    """Show published questions; take a new one, which waits for staff's answer."""
    form = QuestionForm(request.POST if request.method == "POST" else None)
    trouble, status = None, 200
    if request.method == "POST":
        trouble, status = keep_question(form, request)
        if status == 200:
            return redirect(sent_address(form.cleaned_data["text"]))
    context = {
        "form": form,
        "trouble": trouble,
        "crumbs": [crumb_to_questions()],
    }
    if status != 503:
        answered = Question.objects.published().prefetch_related("sources")
        number = 1 if form.is_bound else request.GET.get("page", 1)
        context["page"] = page_or_404(answered, number)
    response = render(request, "guides/ask.html", context, status=status)
    if status in RETRY_AFTER:
        response["Retry-After"] = RETRY_AFTER[status]
    return response


def keep_question(form, request):
    """Store the question; return what went wrong, in words, and the status."""
    if not form.is_valid():
        return None, 400
    if is_over_limit("ask", request, limit=30, seconds=3600):
        return _("Many questions came from your network. Try again in an hour."), 429
    try:
        form.keep(get_language())
    except OperationalError as error:
        if not is_unavailable(error):
            raise
        logger.exception("The database does not answer")
        return _("The site is busy. Your text is still here: send it again."), 503
    return None, 200


def sent_address(text):
    """
    Return the address of the thanks, which names what may answer the question.

    Nothing, if the database is busy: the question is kept, and not to be sent again.
    """
    answers, guides = Question.objects.published(), Guide.objects.published()
    try:
        related = {
            "answers": related_slugs(text, answers, "text", "answer"),
            "guides": related_slugs(text, guides, "title", "summary"),
        }
    except OperationalError as error:
        if not is_unavailable(error):
            raise
        related = {}
    query = urlencode({name: slugs for name, slugs in related.items() if slugs})
    return f"{reverse('guides:sent')}?{query}" if query else reverse("guides:sent")


def related_slugs(text, rows, *fields):
    """Return the slugs of the rows that are most about what the text asks."""
    documents = [
        (row.slug, " ".join(getattr(row, field) or "" for field in fields))
        for row in rows
        if row.slug
    ]
    return ",".join(most_related(text, documents, RELATED))


@require_safe
@public_page(private=(*VISITOR, "answers", "guides"))
def sent(request):
    """Thank for a question, and show what may answer it already."""

    def related(rows, parameter):
        # PostgreSQL refuses NUL in a text.
        slugs = request.GET.get(parameter, "").replace("\0", "").split(",")[:RELATED]
        found = rows.filter(slug__in=slugs)
        # The most related first, as the address has them.
        return sorted(found, key=lambda row: slugs.index(row.slug))

    answered = Question.objects.published().prefetch_related("sources")
    context = {
        "questions": related(answered, "answers"),
        "guides": related(Guide.objects.published(), "guides"),
        "crumbs": [crumb_to_questions()],
    }
    return render(request, "guides/sent.html", context)


def crumb_to_questions():
    return (_("Questions and answers"), reverse("guides:ask"))


def crumb_to_guides():
    return (_("Guides"), reverse("guides:guides"))


def crumb_to_operators():
    return (_("Operators"), reverse("guides:operators"))


# Counted apart from the API, so that programs do not stop anybody's typing; and not
# kept in our caches: spellings are too many.
@require_safe
@public_page(private=("q",), limit=("suggestions", "API_REQUESTS_PER_MINUTE"))
def suggest(request):
    """Return what to offer while somebody types into the search box, in groups."""
    text = request.GET.get("q", "")
    is_link = read_point(text).kind is not PointKind.NOTHING
    guides = [] if is_link else related_guides(text)[:MOST_GUIDES]
    found = suggestions(text)[: MOST_SUGGESTIONS - len(guides)]
    offered = [*map(offer, found), *map(offer_guide, guides)]
    return JsonResponse(offered, safe=False, json_dumps_params=COMPACT)


def offer_guide(guide: Guide) -> dict[str, str]:
    address = guide.get_absolute_url()
    return {"group": _("Guides"), "name": guide.title, "detail": "", "url": address}


def offer(suggestion: Suggestion) -> dict[str, str]:
    """Return what the search box shows of a suggestion, and where it leads."""
    name, kind, key, detail = suggestion
    return {
        "group": group_of(kind),
        "name": name,
        # Almaty is a region of its own: it need not be said twice.
        "detail": "" if detail == name else detail,
        "url": url_of(kind, key),
    }


def group_of(kind: QueryKind) -> str:
    if kind is QueryKind.SETTLEMENT:
        return _("Towns")
    return _("Streets and landmarks") if kind is QueryKind.POINT else _("Brands")


def url_of(kind: QueryKind, key: str) -> str:
    if kind is QueryKind.SETTLEMENT:
        return reverse("locator:settlement", args=[key])
    name = "q" if kind is QueryKind.POINT else "brand"
    return reverse("locator:places", query={name: key})
