from django.conf import settings
from django.db import models
from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import build_localized_fieldname

from guides.privacy import mask_numbers
from locator.models import Brand, Fact, TopUp, WayToPay


class OperatorQuerySet(models.QuerySet):
    def for_sheets(self):
        """Bring along all that an operator's sheet shows."""
        top_ups = TopUp.objects.select_related("brand")
        ways_to_pay = WayToPay.objects.by_holding()
        return self.select_related("brand").prefetch_related(
            "prefixes",
            "codes",
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
    note = models.TextField(_("note"), blank=True)
    source_url = models.URLField(_("source"), max_length=500, blank=True)
    checked_on = models.DateField(_("checked on"), null=True, blank=True)

    objects = OperatorQuerySet.as_manager()

    class Meta:
        verbose_name = _("operator")
        verbose_name_plural = _("operators")
        ordering = ["network", "brand__name"]

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


class Prefix(Fact):
    """The first three digits of numbers that were issued by an operator."""

    operator = models.ForeignKey(
        Operator, models.CASCADE, related_name="prefixes", verbose_name=_("operator")
    )
    digits = models.CharField(_("digits"), max_length=3)

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
    def by_operator(self):
        """Bring along the operators, and order by them."""
        return self.select_related("operator__brand").order_by(
            "operator__network", "operator__brand__name", "code"
        )


class ShortCode(Fact):
    """A code to dial. It means something only at its operator."""

    class Purpose(models.TextChoices):
        BALANCE = "balance", _("balance")
        PACKAGES = "packages", _("what is left of packages")
        PLAN = "plan", _("current plan")
        ASK_A_FRIEND = "ask-a-friend", _("ask a friend to top up")
        COLLECT_CALL = "collect-call", _("call that the other person pays for")
        PROMISED_PAYMENT = "promised-payment", _("promised payment")
        SUPPORT = "support", _("support")
        MOVED_NUMBER = "moved-number", _("who serves a number now")
        RESTART = "restart", _("restart the package early")

    operator = models.ForeignKey(
        Operator, models.CASCADE, related_name="codes", verbose_name=_("operator")
    )
    purpose = models.CharField(_("purpose"), max_length=20, choices=Purpose)
    code = models.CharField(_("code"), max_length=30)
    note = models.TextField(_("note"), blank=True)

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


class GuideQuerySet(models.QuerySet):
    def published(self):
        return self.filter(status=Guide.Status.PUBLISHED).filter(
            Q(publish_at__isnull=True) | Q(publish_at__lte=timezone.now())
        )

    def ways(self):
        """The guides to a way of topping up; the others are good to know."""
        return self.exclude(channel=Guide.Channel.HELP)

    def good_to_know(self):
        return self.filter(channel=Guide.Channel.HELP)

    def friends(self):
        """The guides to getting help from others: the way that is always left."""
        return self.filter(channel=Guide.Channel.FRIEND)

    def for_reading(self):
        """Bring along all that a guide's page shows."""
        operators = Operator.objects.select_related("brand")
        return self.prefetch_related(
            "steps", "sources", Prefetch("operators", operators)
        )


class Guide(models.Model):
    """How to top up in one way, step by step."""

    class Channel(models.TextChoices):
        ONLINE = "online", _("online")
        BANK = "bank", _("in a bank app")
        OFFICE = "office", _("at an operator’s office")
        STORE = "store", _("at a store")
        TERMINAL = "terminal", _("at a terminal")
        FRIEND = "friend", _("with a friend’s help")
        HELP = "help", _("good to know")

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("published")

    slug = models.SlugField(_("slug"), unique=True)
    channel = models.CharField(_("channel"), max_length=10, choices=Channel)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    operators = models.ManyToManyField(
        Operator, related_name="guides", blank=True, verbose_name=_("operators")
    )
    title = models.CharField(_("title"), max_length=120)
    summary = models.CharField(_("summary"), max_length=300)
    short = models.CharField(
        _("in short"),
        max_length=300,
        blank=True,
        help_text=_("The whole guide in a few sentences, for reading offline."),
    )
    intro = models.TextField(
        _("introduction"), blank=True, help_text=_("Markdown may be used.")
    )
    outro = models.TextField(
        _("last words"), blank=True, help_text=_("Markdown may be used.")
    )
    original_language = models.CharField(
        _("written first in"), max_length=10, default="en"
    )
    status = models.CharField(
        _("status"), max_length=10, choices=Status, default=Status.DRAFT
    )
    publish_at = models.DateTimeField(_("publish at"), null=True, blank=True)
    reviewed_on = models.DateField(_("reviewed on"), null=True, blank=True)

    objects = GuideQuerySet.as_manager()

    class Meta:
        verbose_name = _("guide")
        verbose_name_plural = _("guides")
        ordering = ["position", "pk"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("guides:guide", args=[self.slug])

    @property
    def place_kinds(self):
        """The kinds of places that the steps send the reader to."""
        kinds = {step.place_kind for step in self.steps.all()}
        return sorted(kinds - {""})

    def is_complete_in(self, language):
        """Whether every text that exists in some language exists in this one."""
        return all(
            getattr(owner, build_localized_fieldname(field, language))
            or not any(
                getattr(owner, build_localized_fieldname(field, code))
                for code, name in settings.LANGUAGES
            )
            for owner, fields in [
                (self, ["title", "summary", "short", "intro", "outro"]),
                *((step, ["title", "text"]) for step in self.steps.all()),
            ]
            for field in fields
        )

    def complete_languages(self):
        """Return the codes of the languages that lack no text."""
        return [code for code, name in settings.LANGUAGES if self.is_complete_in(code)]


class StepQuerySet(models.QuerySet):
    def at(self, kind):
        """The steps of published guides that send the reader to such a place."""
        guides = Guide.objects.published()
        return (
            self.filter(place_kind=kind, guide__in=guides)
            .select_related("guide")
            .order_by("guide__position", "guide", "position", "pk")
        )


class Step(models.Model):
    """One step of a guide."""

    class PlaceKind(models.TextChoices):
        OPERATOR = "operator", _("operator’s office")
        STORE = "store", _("store")
        TERMINAL = "terminal", _("payment terminal")

    guide = models.ForeignKey(
        Guide, models.CASCADE, related_name="steps", verbose_name=_("guide")
    )
    position = models.PositiveSmallIntegerField(_("position"))
    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(_("text"), blank=True, help_text=_("Markdown may be used."))
    place_kind = models.CharField(
        _("sends the reader to"), max_length=10, choices=PlaceKind, blank=True
    )
    codes_for = models.CharField(
        _("lists the codes for"),
        max_length=20,
        choices=ShortCode.Purpose,
        blank=True,
        help_text=_("Of every operator that has some; the text need not name them."),
    )

    objects = StepQuerySet.as_manager()

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ["position", "pk"]

    def __str__(self):
        return self.title


class Source(models.Model):
    """Where a guide's facts come from."""

    guide = models.ForeignKey(
        Guide, models.CASCADE, related_name="sources", verbose_name=_("guide")
    )
    url = models.URLField(_("web address"), max_length=500)
    checked_on = models.DateField(_("checked on"))

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["pk"]

    def __str__(self):
        return self.url


class Need(models.Model):
    """What somebody wants of a network, as the comparison lists it."""

    slug = models.SlugField(_("slug"), unique=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    title = models.CharField(_("title"), max_length=60)
    text = models.TextField(_("text"), blank=True)

    class Meta:
        verbose_name = _("need")
        verbose_name_plural = _("needs")
        ordering = ["position", "pk"]

    def __str__(self):
        return self.title


class NetworkNote(Fact):
    """What one network has for a need."""

    need = models.ForeignKey(
        Need, models.CASCADE, related_name="networks", verbose_name=_("need")
    )
    network = models.CharField(_("network"), max_length=50)
    text = models.TextField(_("text"))

    class Meta(Fact.Meta):
        verbose_name = _("network")
        verbose_name_plural = _("networks")
        ordering = ["need", "network"]
        constraints = [
            *Fact.Meta.constraints,
            models.UniqueConstraint(
                fields=["need", "network"], name="guides_networknote_once"
            ),
        ]

    def __str__(self):
        return f"{self.need}: {self.network}"


class QuestionQuerySet(models.QuerySet):
    def published(self):
        return self.filter(status=Question.Status.PUBLISHED)


class Question(models.Model):
    """What a visitor asked, and what staff answered."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("waiting")
        PUBLISHED = "published", _("published")
        HIDDEN = "hidden", _("hidden")

    slug = models.SlugField(
        _("slug"),
        unique=True,
        null=True,
        blank=True,
        help_text=_("Only of a question that came with the site."),
    )
    position = models.PositiveSmallIntegerField(
        _("position"), default=0, help_text=_("Of two with the same, the newer first.")
    )
    language = models.CharField(_("language"), max_length=10)
    text = models.TextField(_("question"), max_length=1000)
    answer = models.TextField(
        _("answer"), blank=True, help_text=_("Markdown may be used.")
    )
    status = models.CharField(
        _("status"), max_length=10, choices=Status, default=Status.WAITING
    )
    asked_at = models.DateTimeField(_("asked at"), auto_now_add=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["position", "-asked_at", "-pk"]

    def __str__(self):
        return self.text[:80]

    def save(self, **kwargs):
        for language, _name in settings.LANGUAGES:
            column = build_localized_fieldname("text", language)
            setattr(self, column, mask_numbers(getattr(self, column) or "") or None)
        super().save(**kwargs)
