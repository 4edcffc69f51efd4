from django.contrib import admin
from django.utils.translation import gettext_lazy as _


class AdminSite(admin.AdminSite):
    site_header = _("kztopup: staff")
    site_title = _("kztopup")
    index_title = _("What is true on the site")
