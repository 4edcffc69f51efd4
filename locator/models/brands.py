from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, Q, Value, When
from django.utils.translation import gettext_lazy as _

from locator.hours.validation import validate_opening_hours
from locator.models.facts import Fact
from locator.models.fields import web_address
from locator.models.in_memory import ModelInMemory, QuerySetInMemory


class BrandQuerySet(QuerySetInMemory):
    def operators(self):
        return self.filter(kind=Brand.Kind.OPERATOR)


class Brand(ModelInMemory):
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
            web_address("website", "locator_brand_website_on_web"),
            web_address("usual_hours_source_url", "locator_brand_usual_hours_on_web"),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        """
        Write the colour in small letters.

        Leave a brand an operator while something refers to it as one.
        """
        self.colour = self.colour.strip().lower()
        as_operator = {"kind": Brand.Kind.OPERATOR}
        was_operator = Brand.objects.filter(pk=self.pk, **as_operator)
        if self.kind == Brand.Kind.OPERATOR or not was_operator.exists():
            return
        for relation in self._meta.related_objects:
            rows = relation.related_model._default_manager.filter(
                **{relation.field.name: self}
            )
            if relation.limit_choices_to == as_operator and rows.exists():
                said = _(
                    "This brand is needed as an operator. First delete its entry "
                    "under “Operators”, and where other brands top it up."
                )
                raise ValidationError({"kind": said})


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

    objects = QuerySetInMemory.as_manager()

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


class WayToPayQuerySet(QuerySetInMemory):
    def on_site(self):
        """Return the ways at the brand's places, not in its app or on its site."""
        channels = WayToPay.Channel
        return self.filter(
            channel__in=[channels.DESK, channels.TILL, channels.TERMINAL]
        )

    def by_holding(self):
        """Order by what the visitor holds, then by where one pays."""
        holdings = Case(
            *(
                When(holds=holding, then=Value(index))
                for index, holding in enumerate(WayToPay.Holds.values)
            )
        )
        return self.order_by(holdings, "channel")


class WayToPay(Fact):
    """A means of payment that a brand takes, at which channel, and for what fee."""

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
