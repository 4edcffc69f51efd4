from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from locator.geo import geodesy, nearest
from locator.hours.state import open_state, validate_opening_hours
from locator.models.brands import Brand, TopUp
from locator.models.facts import Verdict
from locator.models.fields import (
    BandField,
    LatitudeField,
    Located,
    LongitudeField,
    inside_kazakhstan,
)
from locator.models.holidays import Holiday
from locator.models.settlements import Settlement


class PlaceQuerySet(models.QuerySet):
    def published(self):
        return self.filter(status=Place.Status.PUBLISHED)

    def brands(self):
        """
        Return the brands of the places, the most frequent first.

        Each has `place_count`, and `last_seen_on`: the day of its newest extract.
        """
        return (
            Brand.objects.filter(places__in=self)
            .annotate(
                place_count=models.Count("places"),
                last_seen_on=models.Max("places__seen_on"),
            )
            .order_by("-place_count", "pk")
        )

    def settlements(self):
        """Return the settlements of the places, the largest first, counted."""
        return (
            Settlement.objects.filter(places__in=self)
            .annotate(place_count=models.Count("places"))
            .order_by("-population", "pk")
        )

    def counted_in(self, settlements):
        """Return the settlements with how many of the places they have, even none."""
        count = models.Count("places", filter=Q(places__in=self))
        return settlements.annotate(place_count=count)

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
