"""What a WSGI server runs."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zeren_web.config.settings")
application = get_wsgi_application()

if _parent := os.environ.get(
    "ZEREN_SERVED_BY"
):  # else a killed `zeren serve` would leave its port taken
    from zeren_web.background.beside import end_with

    end_with(int(_parent))
