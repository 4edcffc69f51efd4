"""Static files under names that change with their content."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStorage(CompressedManifestStaticFilesStorage):
    """Hash names also inside ES modules; each import must end with a semicolon."""

    support_js_module_import_aggregation = True
