"""Pictures are small already: serve them as they are, without a cache."""

from oscar.core.thumbnails import AbstractThumbnailer


class OriginalPicture(AbstractThumbnailer):
    def generate_thumbnail(self, source, **opts):
        return source

    def delete_thumbnails(self, source):
        pass
