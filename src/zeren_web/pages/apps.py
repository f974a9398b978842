from django.apps import AppConfig


class Pages(AppConfig):
    name = "zeren_web.pages"
    label = "pages"
