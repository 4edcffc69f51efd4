from datetime import timedelta

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from locator.geo import geodesy, nearest
from locator.hours.state import DAYS_AHEAD, ZONE, open_state, validate_opening_hours
from locator.positions import (
    BandField,
    LatitudeField,
    Located,
    LongitudeField,
    inside_kazakhstan,
)


class Verdict(models.TextChoices):
    """How sure it is that something is so."""

    CONFIRMED = "confirmed", _("confirmed")
    SAID = "said", _("said, not confirmed")
    NO = "no", _("no")
    UNKNOWN = "unknown", _("not known")


# What is worth going for.
LIKELY = [Verdict.CONFIRMED, Verdict.SAID]


class Fact(models.Model):
    """What may or may not be so, with its source and the day it was checked."""

    verdict = models.CharField(
        _("verdict"), max_length=10, choices=Verdict, default=Verdict.UNKNOWN
    )
    source_url = models.URLField(_("source"), max_length=500, blank=True)
    checked_on = models.DateField(_("checked on"), null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict__in=[Verdict.SAID, Verdict.UNKNOWN])
                | (Q(checked_on__isnull=False) & ~Q(source_url="")),
                name="%(app_label)s_%(class)s_verdict_has_source",
                violation_error_message=_(
                    "“Confirmed” and “no” need a source and the day it was checked."
                ),
            ),
        ]


class BrandQuerySet(models.QuerySet):
    def operators(self):
        return self.filter(kind=Brand.Kind.OPERATOR)

    def topping_up(self, operator=None):
        """Brands confirmed or said to top up the operator, or any operator."""
        likely = TopUp.objects.filter(verdict__in=LIKELY)
        if operator:
            likely = likely.filter(operator=operator)
        return self.filter(pk__in=likely.values("brand"))

    def with_places(self):
        """Brands with published places, counted."""
        return self.with_places_among(Place.objects.published())

    def with_places_among(self, places):
        """
        Brands of the places, the most frequent first.

        Each has `place_count`, and `last_seen_on`: the day of its newest extract.
        """
        return (
            self.filter(places__in=places)
            .annotate(
                place_count=models.Count("places"),
                last_seen_on=models.Max("places__seen_on"),
            )
            .order_by("-place_count", "pk")
        )

    def not_topping_up(self, operator):
        """Brands known not to top up the operator."""
        refusals = TopUp.objects.filter(verdict=Verdict.NO, operator=operator)
        return self.filter(pk__in=refusals.values("brand"))


class Brand(models.Model):
    """A chain or a company whose name stands over the door."""

    class Kind(models.TextChoices):
        OPERATOR = "operator", _("operator’s office")
        STORE = "store", _("store")
        TERMINAL = "terminal", _("payment terminal")
        BANK = "bank", _("bank")
        POST = "post", _("post office")

    slug = models.SlugField(_("slug"), unique=True)
    name = models.CharField(_("name"), max_length=100)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    colour = models.CharField(
        _("colour"),
        max_length=7,
        default="#555555",
        help_text=_("Used as a small accent, written like #1f6feb."),
    )
    website = models.URLField(_("website"), blank=True)
    wikidata = models.CharField(_("Wikidata"), max_length=20, blank=True)
    aliases = models.JSONField(
        _("aliases"),
        default=list,
        blank=True,
        help_text=_("Spellings met in data, in any script."),
    )
    usual_hours = models.CharField(
        _("usual hours"),
        max_length=200,
        blank=True,
        validators=[validate_opening_hours],
        help_text=_("OpenStreetMap syntax; shown as not confirmed for a place."),
    )
    usual_hours_source_url = models.URLField(_("source of usual hours"), blank=True)
    usual_hours_checked_on = models.DateField(
        _("usual hours checked on"), null=True, blank=True
    )
    note = models.TextField(_("note"), blank=True)

    objects = BrandQuerySet.as_manager()

    class Meta:
        verbose_name = _("brand")
        verbose_name_plural = _("brands")
        ordering = ["kind", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(colour__regex=r"^#[0-9a-f]{6}$"),
                name="locator_brand_colour_is_hex",
                violation_error_message=_("Write the colour like #1f6feb."),
            ),
            models.CheckConstraint(
                condition=Q(usual_hours="")
                | (
                    Q(usual_hours_checked_on__isnull=False)
                    & ~Q(usual_hours_source_url="")
                ),
                name="locator_brand_usual_hours_have_source",
                violation_error_message=_("Usual hours need a source and a day."),
            ),
        ]

    def __str__(self):
        return self.name


class TopUp(Fact):
    """Whether a brand's places top up an operator's numbers."""

    brand = models.ForeignKey(
        Brand, models.CASCADE, related_name="top_ups", verbose_name=_("brand")
    )
    operator = models.ForeignKey(
        Brand,
        models.CASCADE,
        related_name="topped_up_at",
        limit_choices_to={"kind": Brand.Kind.OPERATOR},
        verbose_name=_("operator"),
    )

    class Meta(Fact.Meta):
        verbose_name = _("top-up service")
        verbose_name_plural = _("top-up services")
        ordering = ["brand", "operator"]
        constraints = [
            *Fact.Meta.constraints,
            models.UniqueConstraint(
                fields=["brand", "operator"], name="locator_topup_once"
            ),
        ]

    def __str__(self):
        return f"{self.brand} → {self.operator}"


class WayToPayQuerySet(models.QuerySet):
    def on_site(self):
        """What is taken at the brand's places, not in its app or on its site."""
        channels = WayToPay.Channel
        return self.filter(
            channel__in=[channels.DESK, channels.TILL, channels.TERMINAL]
        )

    def by_holding(self):
        """Order by what the visitor holds, then by where one pays."""
        holdings = Case(
            *(
                When(holds=holding, then=Value(place))
                for place, holding in enumerate(WayToPay.Holds.values)
            )
        )
        return self.order_by(holdings, "channel")


class WayToPay(Fact):
    """What a brand takes, at which channel, and for what fee."""

    class Channel(models.TextChoices):
        APP = "app", _("in the operator’s app")
        SITE = "site", _("on the operator’s site")
        DESK = "desk", _("in the office")
        TILL = "till", _("at the till")
        TERMINAL = "terminal", _("at a terminal")
        BANK_APP = "bank-app", _("in a bank app")

    class Holds(models.TextChoices):
        CASH = "cash", _("cash")
        KZ_CARD = "kz-card", _("Kazakhstan bank card")
        FOREIGN_CARD = "foreign-card", _("foreign Visa or Mastercard")
        UNIONPAY = "unionpay", _("UnionPay")
        APPLE_GOOGLE_PAY = "apple-google-pay", _("Apple Pay or Google Pay")
        KASPI = "kaspi", _("Kaspi")

    brand = models.ForeignKey(
        Brand, models.CASCADE, related_name="ways_to_pay", verbose_name=_("brand")
    )
    channel = models.CharField(_("where one pays"), max_length=10, choices=Channel)
    holds = models.CharField(_("what the visitor holds"), max_length=20, choices=Holds)
    fee = models.CharField(_("fee"), max_length=200, blank=True)
    note = models.TextField(_("note"), blank=True)

    objects = WayToPayQuerySet.as_manager()

    class Meta(Fact.Meta):
        verbose_name = _("way to pay")
        verbose_name_plural = _("ways to pay")
        ordering = ["brand", "channel", "holds"]
        constraints = [
            *Fact.Meta.constraints,
            models.UniqueConstraint(
                fields=["brand", "channel", "holds"], name="locator_waytopay_once"
            ),
        ]

    def __str__(self):
        return f"{self.brand}: {self.get_channel_display()}, {self.get_holds_display()}"


class Region(models.Model):
    """A region or a city of republican standing."""

    code = models.CharField(
        _("code"), max_length=10, unique=True, help_text=_("ISO 3166-2")
    )
    name = models.CharField(_("name"), max_length=100)

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ["code"]

    def __str__(self):
        return self.name


class SettlementQuerySet(models.QuerySet):
    def with_places(self):
        """Settlements with published places, the largest first, counted."""
        return self.with_places_among(Place.objects.published())

    def with_places_among(self, places):
        """Settlements with some of the places, the largest first, counted."""
        return (
            self.filter(places__in=places)
            .annotate(place_count=models.Count("places"))
            .order_by("-population", "pk")
        )

    def counting_places(self):
        """Annotate the number of published places, which may be none."""
        is_published = Q(places__status=Place.Status.PUBLISHED)
        return self.annotate(place_count=models.Count("places", filter=is_published))


class Settlement(Located, models.Model):
    """A city, town or village that people look for places in."""

    slug = models.SlugField(_("slug"), unique=True)
    name = models.CharField(_("name"), max_length=100)
    other_names = models.JSONField(
        _("other names"),
        default=list,
        blank=True,
        help_text=_("Old names and other spellings, in any script."),
    )
    region = models.ForeignKey(
        Region, models.PROTECT, related_name="settlements", verbose_name=_("region")
    )
    latitude = LatitudeField(_("latitude"))
    longitude = LongitudeField(_("longitude"))
    population = models.PositiveIntegerField(_("population"), default=0)

    objects = SettlementQuerySet.as_manager()

    class Meta:
        verbose_name = _("settlement")
        verbose_name_plural = _("settlements")
        ordering = ["-population", "pk"]
        constraints = [inside_kazakhstan("locator_settlement_in_kazakhstan")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("locator:settlement", args=[self.slug])

    def nearest_of(self, settlements):
        """Return the nearest other one of the settlements, measured, or None."""
        nearest = min(
            (other for other in settlements if other.pk != self.pk),
            key=lambda other: geodesy.haversine_km(self.position, other.position),
            default=None,
        )
        if nearest:
            nearest.measure_from(self.position)
        return nearest


class HolidayQuerySet(models.QuerySet):
    def around(self, moment):
        """Return the holidays that the next opening may depend on, by day."""
        day = moment.astimezone(ZONE).date()
        # Since yesterday: what opens in its evening may be open still.
        near = (day - timedelta(days=1), day + timedelta(days=DAYS_AHEAD))
        return {holiday.day: holiday for holiday in self.filter(day__range=near)}


class Holiday(models.Model):
    """A day off for the whole country, when shops may keep other hours."""

    day = models.DateField(_("day"), unique=True)
    name = models.CharField(
        _("name"),
        max_length=100,
        help_text=_("As it follows “today is”: “Nauryz”, “a day off for Nauryz”."),
    )
    source_url = models.URLField(_("source"), max_length=500)

    objects = HolidayQuerySet.as_manager()

    class Meta:
        verbose_name = _("holiday")
        verbose_name_plural = _("holidays")
        ordering = ["day"]

    def __str__(self):
        return f"{self.day}: {self.name}"


class PlaceQuerySet(models.QuerySet):
    def published(self):
        return self.filter(status=Place.Status.PUBLISHED)

    def counted(self):
        """Return how many there are of each brand in each settlement, as rows."""
        rows = self.order_by().values_list("settlement", "brand", named=True)
        return rows.annotate(count=models.Count("pk"))

    def within(self, position, radius_km):
        """Those not farther than the radius by the geodesic, still a queryset."""
        measured = self.measured_within(position, radius_km)
        return self.filter(pk__in=[pk for _km, pk, _bearing in measured])

    def measured_within(self, position, radius_km):
        """Return all within the radius as tuples of distance in km, pk, bearing."""
        reach_km = radius_km * geodesy.ELLIPSOID_MARGIN
        near = nearest.Search(self, position).within(reach_km)
        return geodesy.measure(position, near, radius_km)

    def in_box(self, south, west, north, east):
        return self.filter(
            band__in=BandField.between(south, north),
            latitude__range=(south, north),
            longitude__range=(west, east),
        )

    def open_at(self, moment):
        """Places known to be open at the moment."""
        return self.filter(opening_hours__in=self.hours_at(moment)[True])

    def hours(self):
        """Return the hours written at the places, each text once."""
        texts = self.order_by().exclude(opening_hours="")
        return texts.values_list("opening_hours", flat=True).distinct()

    def hours_at(self, moment):
        """Return the hours written at the places, by whether they are open then."""
        holidays = Holiday.objects.around(moment)
        hours = {True: [], False: [], None: []}
        for text in self.hours():
            hours[open_state(text, moment, holidays).is_open].append(text)
        return hours

    def for_cards(self):
        """Bring along all that a card of a place shows."""
        top_ups = TopUp.objects.select_related("operator")
        return self.select_related("brand", "settlement").prefetch_related(
            models.Prefetch("brand__top_ups", top_ups)
        )

    def nearest_address_to(self, position):
        """
        Return the nearest place with an address within 300 m, or None, by one query.

        Measured like those of `nearest_to`; only its address is meant to be shown.
        """
        # Degrees that reach further than that anywhere in Kazakhstan.
        box = self.in_box(
            position.latitude - 0.003,
            position.longitude - 0.005,
            position.latitude + 0.003,
            position.longitude + 0.005,
        )
        places = list(box.exclude(address=""))
        for place in places:
            place.measure_from(position)
        near = [place for place in places if place.distance_km <= 0.3]
        return min(near, key=lambda place: (place.distance_km, place.pk), default=None)

    def nearest_to(self, position, limit=20, radius_km=None):
        """
        Return a list of the nearest places, closest first, none beyond the radius.

        Each has `distance_km` and `bearing` (degrees from north). Exact: ordered by
        the geodesic, ties by primary key. A list, not a queryset: call it last.
        """
        measured = self.measured_nearest_to(position, limit, radius_km)
        by_pk = self.for_cards().in_bulk([pk for _km, pk, _bearing in measured])
        places = []
        for distance_km, pk, bearing in measured:
            # It may have gone since it was measured.
            if not (place := by_pk.get(pk)):
                continue
            place.distance_km, place.bearing = distance_km, bearing
            places.append(place)
        return places

    def measured_nearest_to(self, position, limit=20, radius_km=None):
        """Return what `nearest_to` does, as tuples of distance in km, pk, bearing."""
        if limit < 1:
            return []
        reach_km = radius_km and radius_km * geodesy.ELLIPSOID_MARGIN
        found = nearest.candidates(self, position, limit, reach_km)
        shortlist = nearest.shortlist(found, limit)
        return geodesy.measure(position, shortlist, radius_km)[:limit]


class Place(Located, models.Model):
    """An office, a store or a terminal where a SIM may be topped up."""

    class Status(models.TextChoices):
        PUBLISHED = "published", _("published")
        HIDDEN = "hidden", _("hidden")
        CLOSED = "closed", _("closed for good")

    class Source(models.TextChoices):
        OSM = "osm", "OpenStreetMap"
        STAFF = "staff", _("staff")
        CSV = "csv", "CSV"

    brand = models.ForeignKey(
        Brand, models.PROTECT, related_name="places", verbose_name=_("brand")
    )
    settlement = models.ForeignKey(
        Settlement, models.PROTECT, related_name="places", verbose_name=_("settlement")
    )
    name = models.CharField(_("name"), max_length=200)
    address = models.CharField(
        _("address"), max_length=300, blank=True, help_text=_("As signposted.")
    )
    access_note = models.CharField(
        _("entrance, floor"),
        max_length=300,
        blank=True,
        help_text=_("For example: inside the mall, 1st floor."),
    )
    latitude = LatitudeField(_("latitude"))
    longitude = LongitudeField(_("longitude"))
    band = BandField()
    opening_hours = models.CharField(
        _("opening hours"),
        max_length=300,
        blank=True,
        validators=[validate_opening_hours],
        help_text=_(
            "OpenStreetMap syntax, like “Mo-Fr 09:00-18:00; Sa 10:00-15:00”. "
            "Empty: not known."
        ),
    )
    phone = models.CharField(_("phone"), max_length=50, blank=True)
    website = models.URLField(_("website"), max_length=300, blank=True)
    status = models.CharField(
        _("status"), max_length=10, choices=Status, default=Status.PUBLISHED
    )
    source = models.CharField(
        _("source"), max_length=10, choices=Source, default=Source.STAFF
    )
    source_id = models.CharField(
        _("id in the source"), max_length=50, null=True, blank=True
    )
    staff_fields = models.JSONField(
        _("fields set by staff"),
        default=list,
        blank=True,
        help_text=_("No import overwrites these."),
    )
    seen_on = models.DateField(_("seen in the source on"), null=True, blank=True)
    checked_on = models.DateField(_("checked by a person on"), null=True, blank=True)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ["settlement", "name", "pk"]
        indexes = [
            # Covers all that the search for the nearest reads and filters by. A second
            # index that begins with a coordinate would mislead SQLite.
            models.Index(
                fields=[
                    "band",
                    "longitude",
                    "latitude",
                    "status",
                    "brand",
                    "settlement",
                ],
                name="locator_place_position",
            )
        ]
        constraints = [
            inside_kazakhstan("locator_place_in_kazakhstan"),
            models.CheckConstraint(
                condition=Q(band__lte=F("latitude") * BandField.PER_DEGREE)
                & Q(band__gt=F("latitude") * BandField.PER_DEGREE - 1),
                name="locator_place_band_is_of_latitude",
            ),
            models.UniqueConstraint(
                fields=["source", "source_id"],
                name="locator_place_source_id_once",
                violation_error_message=_("Another place has this id in the source."),
            ),
        ]

    def __str__(self):
        return f"{self.name}, {self.address}" if self.address else self.name

    def get_absolute_url(self):
        return reverse("locator:place", args=[self.settlement.slug, self.pk])

    @property
    def tops_up(self):
        """The operators, as brands, that this place is confirmed to top up."""
        return self.operators_with(Verdict.CONFIRMED)

    @property
    def said_to_top_up(self):
        """The operators, as brands, that this place is said to top up."""
        return self.operators_with(Verdict.SAID)

    def operators_with(self, verdict):
        top_ups = self.brand.top_ups.all()
        return [top_up.operator for top_up in top_ups if top_up.verdict == verdict]


class Shipped(models.Model):
    """
    What a shipped file last gave for one record.

    A field that still has this value was not touched by staff, so a newer file may
    change it; any other is theirs (`locator.seeds.merge`).
    """

    key = models.CharField(_("key"), max_length=100, unique=True)
    values = models.JSONField(_("values"))

    class Meta:
        verbose_name = _("shipped record")
        verbose_name_plural = _("shipped records")

    def __str__(self):
        return self.key
