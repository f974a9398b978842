from django.apps import AppConfig


class Public(AppConfig):
    name = "zeren_web.public"
    label = "public"
