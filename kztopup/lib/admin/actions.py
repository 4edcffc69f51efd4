"""Setting the status of many rows from a list in the admin."""

from django.contrib import messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.utils.translation import ngettext

BATCH = 500


def set_status(model_admin, request, queryset, status, *, also=None):
    """
    Give the rows the status, note it in their history, and say how many they were.

    `also(row)` may change more of a row and names the columns that it changes.
    """
    columns = {"status"}
    rows = list(queryset.exclude(status=status))
    for row in rows:
        row.status = status
        if also:
            columns |= also(row)
    if rows:
        # Only these columns: saving a row would also write its texts.
        model_admin.model.objects.bulk_update(rows, columns, batch_size=BATCH)
        changed = [{"changed": {"fields": ["status"]}}]
        LogEntry.objects.log_actions(request.user.pk, rows, CHANGE, changed)
    said = ngettext(
        "%(count)d row is now: %(status)s.",
        "%(count)d rows are now: %(status)s.",
        len(rows),
    )
    said %= {"count": len(rows), "status": status.label}
    model_admin.message_user(request, said, messages.SUCCESS)
