from modeltranslation.translator import TranslationOptions, register

from locator.models import Brand, Holiday, Landmark, Place, Region, Settlement, WayToPay


@register(Brand)
class BrandTranslation(TranslationOptions):
    fields = ["note"]


@register(WayToPay)
class WayToPayTranslation(TranslationOptions):
    fields = ["fee", "note"]


@register([Holiday, Landmark, Region, Settlement])
class NameTranslation(TranslationOptions):
    fields = ["name"]


@register(Place)
class PlaceTranslation(TranslationOptions):
    fields = ["access_note"]
