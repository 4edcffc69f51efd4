"""The accounts of staff: who is no superuser gives nobody more than they have."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User

FOR_SUPERUSERS = {"is_superuser", "groups", "user_permissions"}

admin.site.unregister(User)


@admin.register(User)
class StaffUserAdmin(UserAdmin):
    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if request.user.is_superuser:
            return fieldsets
        return [
            (title, options | {"fields": shown_to_others(options["fields"])})
            for title, options in fieldsets
        ]

    def get_list_filter(self, request):
        filters = super().get_list_filter(request)
        return filters if request.user.is_superuser else shown_to_others(filters)

    def has_change_permission(self, request, obj=None):
        return is_within_reach(request, obj) and super().has_change_permission(
            request, obj
        )

    def has_delete_permission(self, request, obj=None):
        return is_within_reach(request, obj) and super().has_delete_permission(
            request, obj
        )


def shown_to_others(names):
    return [name for name in names if name not in FOR_SUPERUSERS]


def is_within_reach(request, user):
    """Whether the account, with its password, may be changed by who asks."""
    return request.user.is_superuser or not (user and user.is_superuser)
