"""The addresses of the association's desk."""

from __future__ import annotations

from django.urls import path

from zeren_web.association.views import cycles, posts, today

_CYCLES = [
    path("desk/cycles/", cycles.cycles, name="cycles"),
    path("desk/cycles/new/", cycles.new_cycle, name="new_cycle"),
    path("desk/cycles/<int:year>/", cycles.cycle, name="cycle"),
    path("desk/cycles/<int:year>/launch/", cycles.launch_cycle, name="launch_cycle"),
    path("desk/cycles/<int:year>/close/", cycles.end_cycle, name="end_cycle"),
]
ADDRESSES = [
    path("desk/", today.today, name="today"),
    path("desk/posts/", posts.posts, name="posts"),
    path("desk/posts/<int:number>/", posts.change, name="post_change"),
    path("desk/posts/invited/<int:number>/", posts.take_back, name="post_take_back"),
    *_CYCLES,
]
