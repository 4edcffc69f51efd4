"""The cache backends: pages in each process, and what all share without Redis."""

from django.core.cache.backends import db, locmem
from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.db import connections, router, transaction


class DatabaseCache(db.DatabaseCache):
    """Django's, of which two that count at once lose nothing."""

    def incr(self, key, delta=1, version=None):
        """Add to a number; return the sum. Django's reads it, then writes it."""
        using = router.db_for_write(self.cache_model_class)
        connection = connections[using]
        with transaction.atomic(using=using):
            # SQLite lets one transaction at a time begin.
            if connection.features.has_select_for_update:
                table = connection.ops.quote_name(self._table)
                with connection.cursor() as cursor:
                    cursor.execute(
                        f"SELECT 1 FROM {table} WHERE cache_key = %s FOR UPDATE",
                        [self.make_and_validate_key(key, version=version)],
                    )
            return super().incr(key, delta, version)


class PageCache(locmem.LocMemCache):
    """Django's, bounded by the bytes that it keeps: what is least used goes first."""

    def __init__(self, name, params):
        super().__init__(name, params)
        self.max_bytes = params["OPTIONS"]["MAX_BYTES"]

    def _set(self, key, value, timeout=DEFAULT_TIMEOUT):
        # An answer of more than an eighth of the cache would drop most others.
        if len(value) > self.max_bytes // 8:
            return
        super()._set(key, value, timeout)
        size = sum(map(len, self._cache.values()))
        while size > self.max_bytes:
            last, dropped = self._cache.popitem()
            del self._expire_info[last]
            size -= len(dropped)
