"""What a card for the counter may say, and how an address says it."""

import re
import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from locator.models import Brand
from locator.search.forms import ListedField, SlugField, brands, operators
from locator.visitor import Have, Visitor

# What nobody puts on a phone: a number that was typed into the wrong field.
HIGHEST_AMOUNT = 1_000_000

# What may stand in an amount beside its digits; `card.js` reads alike.
NOT_WRITTEN = re.compile(r"[\s'’]|₸|тг\.?|те[нң]ге|kzt", re.IGNORECASE)
GROUPED = re.compile(r"\d{1,3}([,.]\d{3})+")


class At(models.TextChoices):
    """Where the card is shown."""

    TILL = "till", _("At a store’s till")
    DESK = "desk", _("At an operator’s office")
    TERMINAL = "terminal", _("I am looking for a terminal")


class Pays(models.TextChoices):
    CASH = "cash", _("In cash")
    CARD = "card", _("By card")


class Wants(models.TextChoices):
    """What the money is for."""

    BALANCE = "balance", pgettext_lazy("what is wanted", "Money on the balance")
    DATA = "data", _("A data package")
    MINUTES = "minutes", _("Minutes")
    SMS = "sms", _("SMS")


AT_BRANDS = {
    Brand.Kind.STORE: At.TILL,
    Brand.Kind.OPERATOR: At.DESK,
    Brand.Kind.TERMINAL: At.TERMINAL,
}
CARDS = {Have.FOREIGN_CARD, Have.KZ_CARD, Have.KASPI}


class CardForm(forms.Form):
    """What the card says; all may be left empty. The number is no field of it."""

    operator = SlugField(operators, label=_("My SIM"))
    brand = SlugField(brands, label=_("Brand"))
    amount = forms.CharField(required=False, max_length=20, label=_("Amount, ₸"))
    at = ListedField(At.choices, label=_("Where?"))
    pays = ListedField(Pays.choices, label=_("How do you pay?"))
    wants = ListedField(Wants.choices, label=_("What do you need?"))

    def clean_amount(self) -> int | None:
        """Return whole tenge, written with or without spaces and the sign."""
        text = unicodedata.normalize("NFKC", self.cleaned_data["amount"])
        digits = NOT_WRITTEN.sub("", text)
        if not digits:
            return None
        if GROUPED.fullmatch(digits):
            digits = re.sub("[,.]", "", digits)
        amount = int(digits) if digits.isdecimal() else 0
        if not 0 < amount <= HIGHEST_AMOUNT:
            raise ValidationError(_("Write it in digits, like 2000."))
        return amount

    @property
    def asked(self) -> dict:
        """What was asked, as far as it can be understood."""
        self.is_valid()
        return self.cleaned_data

    def choices_for(self, visitor: Visitor) -> dict[str, str]:
        """
        Return what is chosen of each list; what was not asked follows from the rest.

        Where the visitor stands says which counter it is; what they have, how they pay.
        """
        brand = self.asked.get("brand")
        at = AT_BRANDS.get(brand.kind) if brand else None
        pays = Pays.CARD if visitor.have in CARDS else Pays.CASH
        return {
            "at": self.asked.get("at") or at or At.TILL,
            "pays": self.asked.get("pays") or pays,
            "wants": self.asked.get("wants") or Wants.BALANCE,
        }

    def operator_for(self, visitor: Visitor) -> Brand | None:
        """Return the operator of the SIM: the visitor's, else the one they stand at."""
        brand = self.asked.get("brand")
        is_operator = brand and brand.kind == Brand.Kind.OPERATOR
        said = self.asked.get("operator") or visitor.operator
        return said or (brand if is_operator else None)
