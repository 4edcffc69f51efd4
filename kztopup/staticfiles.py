"""Static files under names that change with their content."""

import re

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

# One that has its lines to itself.
COMMENT = re.compile(
    rb"^[ \t]*(?:/\*(?:(?!\*/).)*\*/|//[^\n]*)[ \t]*\n", re.DOTALL | re.MULTILINE
)
# The end of a line, what is empty after it, and where the next one begins.
LINE_BREAK = re.compile(rb"\s*\n\s*")


class HashedStorage(CompressedManifestStaticFilesStorage):
    """Hash names also inside ES modules; each import must end with a semicolon."""

    support_js_module_import_aggregation = True

    def _save(self, name, content):
        """Store our own files without what is only for those who write them."""
        if name.startswith(("css/", "js/")) and name.endswith((".css", ".js")):
            text = COMMENT.sub(b"", b"".join(content.chunks()))
            if name.endswith(".css"):
                text = LINE_BREAK.sub(b"\n", text).lstrip()
            content = ContentFile(text)
        return super()._save(name, content)
