"""What the lists of the locator's admin are searched by."""

from django.utils.translation import gettext_lazy as _

NAMES = ["name_zh_hans", "name_en", "name_ru", "name_kk"]


SETTLEMENT_TEXTS = [*NAMES, "slug", "other_names"]


BRAND_TEXTS = ["name", "slug", "aliases"]


SEARCH_HELP = _("Any part of a name, in any language, script and case.")
