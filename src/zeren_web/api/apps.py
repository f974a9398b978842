from django.apps import AppConfig


class Api(AppConfig):
    name = "zeren_web.api"
    label = "api"
