from django.apps import AppConfig


class Desk(AppConfig):
    name = "zeren_web.desk"
    label = "desk"
