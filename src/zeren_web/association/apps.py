from django.apps import AppConfig


class Association(AppConfig):
    name = "zeren_web.association"
    label = "association"
