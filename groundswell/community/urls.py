"""Addresses of the community's settings and its logo."""

from django.urls import path

from groundswell.community import views

app_name = "community"
urlpatterns = [
    path("settings/", views.settings, name="settings"),
    path("settings/logo/", views.logo_change, name="logo_change"),
    path("settings/stage/", views.stage, name="stage"),
    path("settings/mail/", views.mail, name="mail"),
    path("settings/mail/test/", views.mail_test, name="mail_test"),
    path("settings/mail/removal/", views.mail_removal, name="mail_removal"),
    path("settings/jobs/", views.jobs, name="jobs"),
    path("settings/jobs/<int:number>/retry/", views.job_retry, name="job_retry"),
    path("settings/jobs/<int:number>/discard/", views.job_discard, name="job_discard"),
    path("logo/<slug:digest>.webp", views.logo, name="logo"),
]
