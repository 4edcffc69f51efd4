"""What a template cannot say with filters about guides."""

from django import template

from guides.rendering import render

register = template.Library()

register.filter("markdown", render)
