"""The addresses of the association's desk."""

from __future__ import annotations

from django.urls import path

from zeren_web.association.views import posts, today

ADDRESSES = [
    path("desk/", today.today, name="today"),
    path("desk/posts/", posts.posts, name="posts"),
    path("desk/posts/<int:number>/", posts.change, name="post_change"),
    path("desk/posts/invited/<int:number>/", posts.take_back, name="post_take_back"),
]
