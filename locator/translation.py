from modeltranslation.translator import TranslationOptions, register

from locator.models import Brand, Place, Region, Settlement, WayToPay


@register(Brand)
class BrandTranslation(TranslationOptions):
    fields = ["note"]


@register(WayToPay)
class WayToPayTranslation(TranslationOptions):
    fields = ["fee", "note"]


@register([Region, Settlement])
class NameTranslation(TranslationOptions):
    fields = ["name"]


@register(Place)
class PlaceTranslation(TranslationOptions):
    fields = ["access_note"]
