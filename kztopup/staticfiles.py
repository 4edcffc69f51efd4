"""Static files under names that change with their content."""

import re

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

COMMENT = re.compile(rb"/\*.*?\*/", re.DOTALL)
# The end of a line, what is empty after it, and where the next one begins.
LINE_BREAK = re.compile(rb"\s*\n\s*")


class HashedStorage(CompressedManifestStaticFilesStorage):
    """Hash names also inside ES modules; each import must end with a semicolon."""

    support_js_module_import_aggregation = True

    def _save(self, name, content):
        """Store our style sheets without what is only for those who write them."""
        if re.fullmatch(r"css/[\w.]+\.css", name):
            rules = COMMENT.sub(b"", b"".join(content.chunks()))
            content = ContentFile(LINE_BREAK.sub(b"\n", rules).lstrip())
        return super()._save(name, content)
