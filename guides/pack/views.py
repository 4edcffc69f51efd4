"""The pack: all that helps in a town, in one file that needs no network."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guides.card.form import CardForm
from guides.card.views import card_context
from guides.models import Guide, Operator
from guides.pack.assets import Assets, assets
from guides.pack.places import DAYS, brands_of, packed_places
from kztopup.lib.caching import public_page
from locator.models import Brand, Settlement
from locator.published import published_places
from locator.search.forms import HOLDINGS
from locator.search.gazetteer import landmarks
from locator.towns import nearest_with_places
from locator.visitor import Visitor
from locator.words import DIRECTIONS


@require_safe
@public_page()
def pack(request, slug):
    settlement = get_object_or_404(Settlement, slug=slug)
    inline = assets()
    response = HttpResponse(pack_for(settlement, inline))
    response["Content-Security-Policy"] = f"{inline.policy}; frame-ancestors 'none'"
    return response


def pack_for(settlement: Settlement, inline: Assets) -> str:
    """Return the whole page, in the active language; alike for every visitor."""
    now = timezone.now()
    places = published_places()
    packed = packed_places(places, settlement, now)
    brands = brands_of([row.place for row in packed.rows])
    context = card_context(CardForm({}), Visitor(town=settlement)) | {
        "settlement": settlement,
        "made_at": timezone.localtime(now),
        "valid_until": timezone.localdate() + timedelta(days=DAYS),
        "packed": packed,
        "brands": brands,
        "nearest_towns": nearest_with_places(places, settlement),
        "kinds": kinds_of(brands),
        "holdings": HOLDINGS,
        "landmarks": [one for one in landmarks() if one.settlement == settlement],
        "operators_with_codes": Operator.objects.for_sheets(),
        "guides": Guide.objects.published(),
        "words": words(),
        "position_words": position_words(),
        "inline": inline,
    }
    page = render_to_string("guides/pack.html", context)
    # From a phone's files, the site is another one.
    for attribute in ("href", "action"):
        page = page.replace(f'{attribute}="/', f'{attribute}="{settings.SITE_URL}/')
    return page


def kinds_of(brands: list[Brand]) -> list[tuple[str, str]]:
    kinds = {brand.kind for brand in brands}
    return [(kind.value, kind.label) for kind in Brand.Kind if kind in kinds]


def words() -> dict:
    """Return what `pack.js` says; {…} is for it to fill in."""
    return {
        "metres": _("%(metres)s m") % {"metres": "{number}"},
        "km": _("%(km)s km") % {"km": "{number}"},
        "directions": [_(direction) for direction in DIRECTIONS.values()],
        "open": _("open until %(time)s") % {"time": "{time}"},
        "always": _("open day and night"),
        "opens": _("opens at %(time)s") % {"time": "{time}"},
        "closed": _("closed"),
        "unknown": _("hours not known: ask first"),
        "shown": _("Places: {count}."),
        "left_out": _("Not shown, because they are known not to fit: {count}."),
        "perhaps": _("Not known whether these fit: ask first"),
        "old": _(
            "This page is more than {days} days old: its opening hours can no longer "
            "be trusted. Save it again."
        ),
    }


def position_words() -> dict[str, str]:
    """Return what is said while the browser looks for a position, and afterwards."""
    return {
        "waiting": _(
            "Waiting for your position. The browser may ask whether you allow it."
        ),
        "refused": _(
            "The browser or the phone does not let this page know your position. Allow "
            "it in the settings, or choose a landmark."
        ),
        "noSignal": _("Your position was not found. Try again, or choose a landmark."),
        "late": _("Your position has not come. Press again, or choose a landmark."),
        "unavailable": _(
            "This browser cannot tell this page your position. Choose a landmark."
        ),
    }
