from django.db import models
from django.db.models import Case, Prefetch, Q, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from guides.markdown import validate_markdown
from locator.models import Brand, Fact, TopUp, WayToPay, web_address


class OperatorQuerySet(models.QuerySet):
    def for_sheets(self):
        """Bring along all that an operator's sheet shows."""
        top_ups = TopUp.objects.select_related("brand")
        ways_to_pay = WayToPay.objects.by_holding()
        return self.select_related("brand").prefetch_related(
            "prefixes",
            "codes",
            "facts",
            Prefetch("brand__ways_to_pay", ways_to_pay),
            Prefetch("brand__topped_up_at", top_ups),
        )


class Operator(models.Model):
    """A mobile operator, as its sheet describes it."""

    brand = models.OneToOneField(
        Brand,
        models.PROTECT,
        related_name="operator",
        limit_choices_to={"kind": Brand.Kind.OPERATOR},
        verbose_name=_("brand"),
    )
    owner = models.CharField(_("owner"), max_length=100, blank=True)
    network = models.CharField(_("network"), max_length=50)
    app = models.CharField(_("app"), max_length=100, blank=True)
    support_phone = models.CharField(_("support phone"), max_length=50, blank=True)
    source_url = models.URLField(_("source"), max_length=500, blank=True)
    checked_on = models.DateField(_("page read on"), null=True, blank=True)

    objects = OperatorQuerySet.as_manager()

    class Meta:
        verbose_name = _("operator")
        verbose_name_plural = _("operators")
        ordering = ["network", "brand__name"]
        constraints = [web_address("source_url", "guides_operator_source_on_web")]

    def __str__(self):
        return self.brand.name

    def get_absolute_url(self):
        return reverse("guides:operator", args=[self.brand.slug])

    @property
    def codes_by_purpose(self):
        """The codes, those that visitors need first before the others."""
        purposes = ShortCode.Purpose.values
        return sorted(
            self.codes.all(), key=lambda code: (purposes.index(code.purpose), code.code)
        )

    @property
    def support_codes(self):
        support = ShortCode.Purpose.SUPPORT
        return [code for code in self.codes_by_purpose if code.purpose == support]

    @property
    def other_codes(self):
        support = ShortCode.Purpose.SUPPORT
        return [code for code in self.codes_by_purpose if code.purpose != support]

    @property
    def check_codes(self):
        """The codes that show whether money or a package has come."""
        purposes = [ShortCode.Purpose.BALANCE, ShortCode.Purpose.PACKAGES]
        return [code for code in self.codes_by_purpose if code.purpose in purposes]

    @property
    def has_balance_code(self):
        balance = ShortCode.Purpose.BALANCE
        return any(code.purpose == balance for code in self.codes.all())


class PrefixQuerySet(models.QuerySet):
    def for_table(self):
        """Bring along the operators; in the order of the table of first digits."""
        return self.select_related("operator__brand").order_by(
            "digits", "operator__network", "operator__brand__name"
        )


class Prefix(Fact):
    """The first three digits of numbers that were issued by an operator."""

    operator = models.ForeignKey(
        Operator, models.CASCADE, related_name="prefixes", verbose_name=_("operator")
    )
    digits = models.CharField(_("digits"), max_length=3)

    objects = PrefixQuerySet.as_manager()

    class Meta(Fact.Meta):
        verbose_name = _("prefix")
        verbose_name_plural = _("prefixes")
        ordering = ["digits"]
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(
                condition=Q(digits__regex=r"^7[0-9]{2}$"),
                name="guides_prefix_is_three_digits",
                violation_error_message=_("A prefix is three digits from 7, like 701."),
            ),
            # Two brands of one company may share a prefix: Kcell and activ do.
            models.UniqueConstraint(
                fields=["operator", "digits"], name="guides_prefix_once"
            ),
        ]

    def __str__(self):
        return self.digits


class ShortCodeQuerySet(models.QuerySet):
    def by_operator(self, first: Brand | None = None):
        """Bring along the operators, and order by them; one may come first."""
        is_other = Case(When(operator__brand=first, then=0), default=1)
        return self.select_related("operator__brand").order_by(
            is_other, "operator__network", "operator__brand__name", "code"
        )


class ShortCode(Fact):
    """A code to dial. It means something only at its operator."""

    class Purpose(models.TextChoices):
        BALANCE = "balance", _("balance")
        PACKAGES = "packages", _("what is left of packages")
        PLAN = "plan", _("current plan")
        ASK_A_FRIEND = "ask-a-friend", _("top-up request to a friend")
        FRIEND_SENDS = "friend-sends", _("your friend sends you money")
        COLLECT_CALL = "collect-call", _("collect call (the other person pays)")
        PROMISED_PAYMENT = "promised-payment", _("promised payment (a loan)")
        SUPPORT = "support", _("support")
        MOVED_NUMBER = "moved-number", _("who serves a number now")
        RESTART = "restart", _("restart the package early")

    operator = models.ForeignKey(
        Operator, models.CASCADE, related_name="codes", verbose_name=_("operator")
    )
    purpose = models.CharField(_("purpose"), max_length=20, choices=Purpose)
    code = models.CharField(_("code"), max_length=30)
    note = models.TextField(_("note"), blank=True, validators=[validate_markdown])

    objects = ShortCodeQuerySet.as_manager()

    class Meta(Fact.Meta):
        verbose_name = _("code")
        verbose_name_plural = _("codes")
        ordering = ["operator", "purpose", "code"]
        constraints = [
            *Fact.Meta.constraints,
            models.UniqueConstraint(
                fields=["operator", "purpose", "code"], name="guides_shortcode_once"
            ),
        ]

    def __str__(self):
        return self.code


class OperatorFact(Fact):
    """A sentence about an operator, with the page that says so."""

    operator = models.ForeignKey(
        Operator, models.CASCADE, related_name="facts", verbose_name=_("operator")
    )
    position = models.PositiveSmallIntegerField(_("position"))
    text = models.TextField(
        _("text"),
        validators=[validate_markdown],
        help_text=_("One sentence. Markdown may be used."),
    )

    class Meta(Fact.Meta):
        verbose_name = _("fact")
        verbose_name_plural = _("facts")
        ordering = ["position", "pk"]

    def __str__(self):
        return self.text[:80]
