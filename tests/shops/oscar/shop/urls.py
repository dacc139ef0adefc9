"""Oscar's own URLs, the pictures, and the counters that tests read."""

from django.apps import apps
from django.conf import settings
from django.urls import include, path
from django.views.static import serve

from shop.counters import counters

urlpatterns = [
    path("__counters", counters),
    path("i18n/", include("django.conf.urls.i18n")),
    path("media/<path:path>", serve, {"document_root": settings.MEDIA_ROOT}),
    path("", include(apps.get_app_config("oscar").urls[0])),
]
