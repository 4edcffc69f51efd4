from locator.admin import brands, holidays, landmarks, places, seeds, settlements

__all__ = ["brands", "holidays", "landmarks", "places", "seeds", "settlements"]
