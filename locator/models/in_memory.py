"""Rows that processes keep in memory: a write lets its process read them anew."""

from django.db import models, transaction

from kztopup.lib.memory import forget_everything


def forget():
    """Forget now, for this transaction, and when all others can see the change."""
    forget_everything()
    transaction.on_commit(forget_everything)


class QuerySetInMemory(models.QuerySet):
    def update(self, **values):
        updated = super().update(**values)
        forget()
        return updated

    def bulk_create(self, *args, **options):
        created = super().bulk_create(*args, **options)
        forget()
        return created

    def delete(self):
        deleted = super().delete()
        forget()
        return deleted


class ModelInMemory(models.Model):
    class Meta:
        abstract = True

    def save(self, *args, **options):
        super().save(*args, **options)
        forget()

    def delete(self, *args, **options):
        deleted = super().delete(*args, **options)
        forget()
        return deleted
