from django.apps import AppConfig


class Records(AppConfig):
    name = "zeren_web.records"
    label = "records"
