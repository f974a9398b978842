from django.apps import AppConfig


class Pages(AppConfig):
    name = "zeren_web.pages"
    label = "pages"

    def ready(self) -> None:
        from zeren_web.pages import converters  # noqa: F401 - they register themselves
