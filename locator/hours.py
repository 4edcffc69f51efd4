"""Opening hours in OpenStreetMap's `opening_hours` syntax."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from opening_hours import validate


def validate_opening_hours(text: str) -> None:
    """Raise a ValidationError in words unless the text is an `opening_hours` value."""
    if not validate(text):
        raise ValidationError(
            _(
                "“%(text)s” cannot be read as opening hours. Write them like "
                "“Mo-Fr 09:00-18:00; Sa 10:00-15:00; Su off”, or “24/7”."
            ),
            code="opening_hours",
            params={"text": text},
        )
