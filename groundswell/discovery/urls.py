"""Addresses for readers of feeds and for crawlers, and the steward's page about them."""

from django.urls import path

from groundswell.discovery.views import crawlers, feeds, settings, sharing

app_name = "discovery"

urlpatterns = [
    path("settings/found/", settings.findability_edit, name="settings"),
    path("robots.txt", crawlers.robots, name="robots"),
    path("sitemap.xml", crawlers.sitemap, name="sitemap"),
    path("sitemap/spaces.xml", crawlers.sitemap_spaces, name="sitemap_spaces"),
    path("sitemap/<int:number>.xml", crawlers.sitemap_part, name="sitemap_part"),
    path(".well-known/security.txt", crawlers.security, name="security"),
    path(".well-known/change-password", crawlers.change_password, name="change_password"),
    path("feed.atom", feeds.community_feed, name="feed"),
    path("s/<int:pk>/feed.atom", feeds.space_feed, name="space_feed"),
    path("t/<int:pk>/feed.atom", feeds.topic_feed, name="topic_feed"),
    path("t/<int:pk>/picture/<slug:version>.png", sharing.picture, name="picture"),
    path("oembed", sharing.oembed, name="oembed"),
]
