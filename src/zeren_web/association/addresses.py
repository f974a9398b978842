"""The addresses of the association's desk."""

from __future__ import annotations

from django.urls import path

from zeren_web.association.views import checking, cycles, keys, posts, releasing, today

_CYCLES = [
    path("desk/cycles/", cycles.cycles, name="cycles"),
    path("desk/cycles/new/", cycles.new_cycle, name="new_cycle"),
    path("desk/cycles/<int:year>/", cycles.cycle, name="cycle"),
    path("desk/cycles/<int:year>/launch/", cycles.launch_cycle, name="launch_cycle"),
    path("desk/cycles/<int:year>/close/", cycles.end_cycle, name="end_cycle"),
]
_CONFIRMING = [
    path("desk/keys/", keys.keys, name="keys"),
    path("desk/keys/make/", keys.make, name="keys_make"),
    path("desk/keys/sign/", keys.sign, name="keys_sign"),
    path("desk/companies/<slug:company>/check/", checking.check, name="check"),
    path(
        "desk/companies/<slug:company>/check/<slug:kind>/", checking.write_down, name="write_down"
    ),
    path(
        "desk/companies/<slug:company>/take-back/<slug:what>/",
        checking.take_back,
        name="take_back",
    ),
]
_RELEASING = [
    path("desk/release/", releasing.years, name="releases"),
    path("desk/release/<int:year>/", releasing.year, name="releasing"),
    path("desk/release/<int:year>/<slug:name>/", releasing.step, name="release_step"),
]
ADDRESSES = [
    path("desk/", today.today, name="today"),
    path("desk/posts/", posts.posts, name="posts"),
    path("desk/posts/<int:number>/", posts.change, name="post_change"),
    path("desk/posts/invited/<int:number>/", posts.take_back, name="post_take_back"),
    *_CYCLES,
    *_CONFIRMING,
    *_RELEASING,
]
