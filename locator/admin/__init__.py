from locator.admin import brands, holidays, places, seeds, settlements

__all__ = ["brands", "holidays", "places", "seeds", "settlements"]
