"""Static files under names that change with their content."""

from django.core.files.base import ContentFile
from rcssmin import cssmin
from rjsmin import jsmin
from whitenoise.storage import CompressedManifestStaticFilesStorage

MINIFIERS = {"css": cssmin, "js": jsmin}


class HashedStorage(CompressedManifestStaticFilesStorage):
    """Hash names also inside ES modules; each import must end with a semicolon."""

    support_js_module_import_aggregation = True

    def _save(self, name, content):
        """Store our own files without what is only for those who write them."""
        folder, _, _ = name.partition("/")
        if folder in MINIFIERS and name.endswith(f".{folder}"):
            text = b"".join(content.chunks())
            content = ContentFile(MINIFIERS[folder](text))
        return super()._save(name, content)
