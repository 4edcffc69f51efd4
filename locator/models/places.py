from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from locator.hours.validation import validate_opening_hours
from locator.models.brands import Brand, TopUp
from locator.models.facts import Verdict
from locator.models.fields import (
    LatitudeField,
    Located,
    LongitudeField,
    inside_kazakhstan,
    validate_phones,
    web_address,
)
from locator.models.in_memory import ModelInMemory, QuerySetInMemory
from locator.models.settlements import Settlement


class PlaceQuerySet(QuerySetInMemory):
    def published(self):
        return self.filter(status=Place.Status.PUBLISHED)

    def settlements(self):
        """Return the settlements of the places, the largest first."""
        return Settlement.objects.filter(places__in=self).distinct()

    def for_cards(self):
        """Bring along brand, settlement and top-ups, for the page of a place."""
        top_ups = TopUp.objects.select_related("operator")
        return self.select_related("brand", "settlement").prefetch_related(
            models.Prefetch("brand__top_ups", top_ups)
        )


class Place(Located, ModelInMemory):
    """An office, a store or a terminal where a SIM may be topped up."""

    class Status(models.TextChoices):
        PUBLISHED = "published", _("published")
        HIDDEN = "hidden", _("hidden")
        CLOSED = "closed", _("closed for good")

    class Source(models.TextChoices):
        OSM = "osm", "OpenStreetMap"
        STAFF = "staff", _("staff")
        CSV = "csv", "CSV"

    # Between the two streets of a corner, in `near`.
    CORNER = " / "

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
    near = models.CharField(
        _("what it stands by"),
        max_length=200,
        blank=True,
        help_text=_(
            "For a place without an address: a street or a mall, as signposted. Two "
            "streets with “ / ” between them are a corner."
        ),
    )
    access_note = models.CharField(
        _("entrance, floor"),
        max_length=300,
        blank=True,
        help_text=_("For example: inside the mall, 1st floor."),
    )
    latitude = LatitudeField(_("latitude"))
    longitude = LongitudeField(_("longitude"))
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
    phone = models.CharField(
        _("phone"), max_length=50, blank=True, validators=[validate_phones]
    )
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
        constraints = [
            inside_kazakhstan("locator_place_in_kazakhstan"),
            web_address("website", "locator_place_website_on_web"),
            models.UniqueConstraint(
                fields=["source", "source_id"],
                name="locator_place_source_id_once",
                violation_error_message=_("Another place has this id in the source."),
            ),
        ]

    def __str__(self):
        return ", ".join(filter(None, [self.name, self.address or self.near]))

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
